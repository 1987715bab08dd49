import { DomainError } from '@orderfolio/domain';
import * as security from '@orderfolio/security';
import { expect, test, vi } from 'vitest';

test('each error is known by its code across two copies of the package', async () => {
  vi.resetModules();
  const copy = await import('@orderfolio/security');
  const classes = Object.values(security).filter(
    (value) => typeof value === 'function' && value.prototype instanceof DomainError,
  );
  expect(classes.map((one) => Reflect.get(Object(one), 'code')).sort()).toEqual([
    'ACCESS_DENIED',
    'INVALID_CREDENTIALS',
    'TOKEN_EXPIRED',
    'TOKEN_INVALID',
    'TOO_BUSY',
  ]);
  const error = new copy.TokenInvalidError({ reason: 'ENDED' });
  expect(copy.TokenInvalidError).not.toBe(security.TokenInvalidError);
  expect(error).toBeInstanceOf(security.TokenInvalidError);
  expect(error).toBeInstanceOf(DomainError);
  expect(error).not.toBeInstanceOf(security.TokenExpiredError);
});
