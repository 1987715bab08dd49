import { describe, expect, test } from 'vitest';
import { errorOf, ServiceError, untold } from '../page/service/problem.ts';

const REFUSED = {
  type: 'about:blank',
  title: 'Validation failed',
  status: 400,
  detail: 'quantity must be greater than 0',
  code: 'VALIDATION_FAILED',
  retryable: false,
};

describe('what a person is told of a call that failed', () => {
  test('is the detail of the problem, and each rule at its field', () => {
    const issues = [
      { field: 'quantity', rule: 'must be greater than 0' },
      { field: 'quantity', rule: 'must have at most 8 decimals' },
      { field: 'assetId', rule: 'is required' },
      { field: 1, rule: null },
      'nonsense',
    ];

    const error = errorOf({ ...REFUSED, issues });

    expect(error.message).toBe('quantity must be greater than 0.');
    expect(error.fields).toEqual({ quantity: 'must be greater than 0', assetId: 'is required' });
    expect(error.isRetryable).toBe(false);
  });

  test('is what is there and what it takes, where something is not covered', () => {
    const facts = { username: 'alice_01', required: '3936392.26', available: '24072.21' };

    expect(errorOf({ ...REFUSED, ...facts, code: 'INSUFFICIENT_BALANCE', currency: 'USD' }).message).toBe(
      '24,072.21 USD available, and 3,936,392.26 USD needed.',
    );
    expect(errorOf({ ...REFUSED, ...facts, code: 'INSUFFICIENT_ASSET_BALANCE', assetId: 'BTC' }).message).toContain(
      'BTC',
    );
  });

  test('is said above the form where no field shows it', () => {
    const error = errorOf({ ...REFUSED, issues: [{ field: 'metadata', rule: 'is too large' }] });

    expect(untold(error, ['quantity'])).toBe('metadata is too large');
    expect(untold(error, ['metadata'])).toBeUndefined();
    expect(untold(errorOf(new TypeError('fetch failed')), [])).toBe('The service does not answer.');
  });

  test('is that the service does not answer, or that something else does', () => {
    expect(errorOf(new TypeError('fetch failed'))).toMatchObject({ code: 'UNREACHABLE', isRetryable: true });
    for (const reply of ['<html>502 Bad Gateway</html>', undefined, {}, new SyntaxError('Unexpected token <')]) {
      expect(errorOf(reply)).toMatchObject({ code: 'NOT_UNDERSTOOD', isRetryable: true });
    }
  });

  test('stays what it is when it is told again', () => {
    const error = new ServiceError('No.', { code: 'ACCESS_DENIED' });
    expect(errorOf(error)).toBe(error);
  });

  test('says whether a command may have been carried out', () => {
    expect(errorOf(new TypeError('fetch failed')).leavesOutcomeOpen).toBe(true);
    expect(errorOf({ ...REFUSED, code: 'OUTCOME_UNKNOWN' }).leavesOutcomeOpen).toBe(true);
    expect(errorOf(REFUSED).leavesOutcomeOpen).toBe(false);
    expect(errorOf({ ...REFUSED, code: 'STORAGE_FAILED', retryable: true }).leavesOutcomeOpen).toBe(false);
  });
});
