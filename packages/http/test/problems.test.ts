import {
  AlreadyExistsError,
  ConfigurationInvalidError,
  Decimal,
  InsufficientBalanceError,
  OrderNotFoundError,
  PriceUnavailableError,
  StorageFailedError,
  ValidationError,
} from '@orderfolio/domain';
import { HttpError, problemResponse, toProblem } from '@orderfolio/http';
import { TokenInvalidError, TooBusyError } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

describe('a problem', () => {
  test('has the code and the facts of its error', () => {
    const { status, headers, body } = toProblem(new OrderNotFoundError({ username: 'alice_01', orderId: 'x' }));
    expect(status).toBe(404);
    expect(headers).toEqual({ 'content-type': 'application/problem+json' });
    expect(body).toEqual({
      type: 'urn:orderfolio:problem:order-not-found',
      title: 'The user has no such order',
      status: 404,
      detail: 'user alice_01 has no order x',
      code: 'ORDER_NOT_FOUND',
      retryable: false,
      username: 'alice_01',
      orderId: 'x',
    });
  });

  test('lists every rule that the input breaks', () => {
    const issues = [
      { field: 'amount', rule: 'is required' },
      { field: 'currency', rule: 'must be one of USD' },
    ] as const;
    expect(toProblem(new ValidationError(...issues))).toMatchObject({ status: 400, body: { issues } });
  });

  test('shows money in the decimals of its currency', () => {
    const short = { username: 'alice_01', required: new Decimal('10.5'), available: new Decimal('0') };
    expect(toProblem(new InsufficientBalanceError({ ...short, currency: 'USD' })).body).toMatchObject({
      required: '10.50',
      available: '0.00',
    });
    expect(toProblem(new InsufficientBalanceError({ ...short, currency: 'JPY' })).body).toMatchObject({
      required: '10.5',
      available: '0',
    });
  });

  test.each([
    ['the store', new StorageFailedError({ reason: 'SQLITE_IOERR: /var/db', retryable: true }), 503, 'STORAGE_FAILED'],
    ['a setting', new ConfigurationInvalidError({ field: 'secret', rule: 'is /var/db' }), 500, 'CONFIGURATION_INVALID'],
    ['a defect', new TypeError('undefined /var/db'), 500, 'UNEXPECTED'],
    ['no error at all', '/var/db', 500, 'UNEXPECTED'],
  ])('says nothing of %s but that it failed', (_what, error, status, code) => {
    const problem = toProblem(error);
    expect(problem).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(problem)).not.toContain('/var/db');
  });

  test('leaves the cause out', () => {
    const error = new PriceUnavailableError(
      { assetId: 'BTC' },
      { cause: new Error('https://feed.example?key=secret') },
    );
    expect(JSON.stringify(toProblem(error))).not.toContain('secret');
  });

  test.each([
    ['a price that may come', new PriceUnavailableError({ assetId: 'BTC' }), '1'],
    ['a flood of logins', new TooBusyError({ retryAfterMs: 8_448 }), '9'],
    ['a limit, rounded up', new HttpError('RATE_LIMITED', { retryAfterMs: 2_001 }), '3'],
    ['a limit that is about to end', new HttpError('RATE_LIMITED', { retryAfterMs: 0 }), '1'],
  ])('says when to come again: after %s', (_what, error, seconds) => {
    expect(toProblem(error).headers['retry-after']).toBe(seconds);
  });

  test.each([
    ['what exists already', new AlreadyExistsError({ entity: 'user', field: 'email', value: 'a@b.c' })],
    ['a token that is none', new TokenInvalidError({ reason: 'SIGNATURE' })],
  ])('says nothing of coming again after %s', (_what, error) => {
    expect(toProblem(error).headers).not.toHaveProperty('retry-after');
  });

  test('is a Response for whoever wants one', async () => {
    const response = problemResponse(new HttpError('TOKEN_MISSING'), { 'x-request-id': 'r-1' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('x-request-id')).toBe('r-1');
    expect(await response.json()).toMatchObject({ code: 'TOKEN_MISSING', status: 401 });
  });
});
