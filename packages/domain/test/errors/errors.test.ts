import * as domain from '@orderfolio/domain';
import {
  Decimal,
  DomainError,
  type ErrorCode,
  InsufficientBalanceError,
  isOrderfolioError,
  type OrderfolioError,
  StorageFailedError,
} from '@orderfolio/domain';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';

/** The stable codes. A code may be added; none may change or go. */
const CODES = [
  'VALIDATION_FAILED',
  'USER_NOT_FOUND',
  'BALANCE_NOT_FOUND',
  'TRANSACTION_NOT_FOUND',
  'ASSET_NOT_FOUND',
  'ORDER_NOT_FOUND',
  'ASSET_BALANCE_NOT_FOUND',
  'ALREADY_EXISTS',
  'ACCOUNT_SUSPENDED',
  'INSUFFICIENT_BALANCE',
  'INSUFFICIENT_ASSET_BALANCE',
  'ASSET_INACTIVE',
  'PRICE_UNAVAILABLE',
  'RATE_UNAVAILABLE',
  'INVALID_ORDER_TRANSITION',
  'INVALID_TRANSACTION_TRANSITION',
  'IDEMPOTENCY_CONFLICT',
  'CONCURRENCY_CONFLICT',
  'LOCK_NOT_ACQUIRED',
  'LOCK_LOST',
  'INVALID_CURSOR',
  'OUTCOME_UNKNOWN',
  'FEED_TRIMMED',
  'STORAGE_FAILED',
  'STORE_CLOSED',
  'CONFIGURATION_INVALID',
] as const;

const facts = { username: 'alice_01', currency: 'USD', required: new Decimal('5.00'), available: new Decimal('1') };

describe('the errors', () => {
  test('have the stable codes, and the union knows each of them', () => {
    expectTypeOf<ErrorCode>().toEqualTypeOf<(typeof CODES)[number]>();
  });

  test('are exported, one class per code', () => {
    const classes = Object.values(domain).filter(
      (value) => typeof value === 'function' && value.prototype instanceof DomainError,
    );
    expect(classes).toHaveLength(CODES.length);
    // Another copy of the package recognises them by this.
    expect(classes.map((one) => Reflect.get(Object(one), 'code')).sort()).toEqual([...CODES].sort());
  });

  test('narrow on their code', () => {
    const read = (error: OrderfolioError) =>
      error.code === 'INSUFFICIENT_BALANCE' ? String(error.available) : undefined;
    expect(read(new InsufficientBalanceError(facts))).toBe('1');
  });

  test('carry their facts as fields, and as JSON with exact amounts', () => {
    const error = new InsufficientBalanceError(facts);
    expect(error).toMatchObject({
      name: 'InsufficientBalanceError',
      code: 'INSUFFICIENT_BALANCE',
      retryable: false,
      ...facts,
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'INSUFFICIENT_BALANCE',
      message: 'alice_01 has 1 USD available and needs 5',
      retryable: false,
      username: 'alice_01',
      currency: 'USD',
      required: '5',
      available: '1',
    });
  });

  test('are known by code across two copies of the package', async () => {
    vi.resetModules();
    const other = await import('@orderfolio/domain');
    const foreign = new other.InsufficientBalanceError(facts);
    expect(other.InsufficientBalanceError).not.toBe(InsufficientBalanceError);
    expect(foreign).toBeInstanceOf(InsufficientBalanceError);
    expect(foreign).toBeInstanceOf(DomainError);
    expect(foreign).not.toBeInstanceOf(StorageFailedError);
    expect(isOrderfolioError(foreign)).toBe(true);
    expect(new InsufficientBalanceError(facts)).toBeInstanceOf(other.DomainError);
  });

  test('are told from all else', () => {
    class Own extends InsufficientBalanceError {}
    expect(new Own(facts)).toBeInstanceOf(InsufficientBalanceError);
    expect(new InsufficientBalanceError(facts)).not.toBeInstanceOf(Own);
    for (const value of [undefined, null, 'STORAGE_FAILED', new Error('no'), { code: 'STORAGE_FAILED' }]) {
      expect(value).not.toBeInstanceOf(DomainError);
      expect(isOrderfolioError(value)).toBe(false);
    }
  });

  test('keep their cause, and leave it out of their JSON', () => {
    const cause = new Error('SQLITE_IOERR at /secret/path');
    const error = new StorageFailedError({ reason: 'the disk failed', retryable: true }, { cause });
    expect(error.cause).toBe(cause);
    expect(error.retryable).toBe(true);
    expect(JSON.stringify(error)).not.toContain('secret');
  });
});
