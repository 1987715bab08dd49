import type { ErrorCode } from '@orderfolio/domain';
import type { SecurityError } from '@orderfolio/security';
import type { HttpErrorCode } from './http-error.ts';

/** Every code that a problem may have. */
export type ProblemCode = ErrorCode | SecurityError['code'] | HttpErrorCode;

export interface ProblemKind {
  readonly status: number;
  /** The kind of problem in a few words, the same for every occurrence. */
  readonly title: string;
}

/**
 * The status of each code: 400 if a repeat will not help, 409 if another command was first, 422 if the account or the market does not
 * allow it, 503 if it may succeed later, 504 if the outcome is unknown.
 */
export const PROBLEM_KINDS: { readonly [Code in ProblemCode]: ProblemKind } = {
  VALIDATION_FAILED: { status: 400, title: 'The input breaks a rule' },
  INVALID_CURSOR: { status: 400, title: 'The cursor does not belong to this list' },
  REQUEST_MALFORMED: { status: 400, title: 'The request cannot be read' },
  INVALID_CREDENTIALS: { status: 401, title: 'Username or password is wrong' },
  TOKEN_MISSING: { status: 401, title: 'An access token is needed' },
  TOKEN_INVALID: { status: 401, title: 'The token is not accepted' },
  TOKEN_EXPIRED: { status: 401, title: 'The token has expired' },
  ACCESS_DENIED: { status: 403, title: 'This takes another role' },
  ACCOUNT_SUSPENDED: { status: 403, title: 'The account is suspended' },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is nothing here' },
  USER_NOT_FOUND: { status: 404, title: 'The user does not exist' },
  BALANCE_NOT_FOUND: { status: 404, title: 'The user has no such balance' },
  TRANSACTION_NOT_FOUND: { status: 404, title: 'The user has no such transaction' },
  ASSET_NOT_FOUND: { status: 404, title: 'The asset does not exist' },
  ASSET_BALANCE_NOT_FOUND: { status: 404, title: 'The user has never held the asset' },
  ORDER_NOT_FOUND: { status: 404, title: 'The user has no such order' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The path does not take this method' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  ALREADY_EXISTS: { status: 409, title: 'It exists already' },
  INVALID_ORDER_TRANSITION: { status: 409, title: 'The order has ended' },
  INVALID_TRANSACTION_TRANSITION: { status: 409, title: 'The transaction has ended' },
  IDEMPOTENCY_CONFLICT: { status: 409, title: 'The key was used for another command' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The body is not JSON' },
  INSUFFICIENT_BALANCE: { status: 422, title: 'The available cash does not cover it' },
  INSUFFICIENT_ASSET_BALANCE: { status: 422, title: 'The available quantity does not cover it' },
  ASSET_INACTIVE: { status: 422, title: 'The asset is closed for trading' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  CONFIGURATION_INVALID: { status: 500, title: 'The service is not set up for this' },
  UNEXPECTED: { status: 500, title: 'Something went wrong' },
  PRICE_UNAVAILABLE: { status: 503, title: 'There is no price now' },
  RATE_UNAVAILABLE: { status: 503, title: 'There is no exchange rate now' },
  CONCURRENCY_CONFLICT: { status: 503, title: 'Other commands were faster' },
  LOCK_NOT_ACQUIRED: { status: 503, title: 'The account is busy' },
  TOO_BUSY: { status: 503, title: 'Too many passwords are waiting' },
  LOCK_LOST: { status: 503, title: 'The account was taken over' },
  STORE_CLOSED: { status: 503, title: 'The service is closing' },
  FEED_TRIMMED: { status: 410, title: 'The feed no longer has it' },
  STORAGE_FAILED: { status: 503, title: 'The store failed' },
  OUTCOME_UNKNOWN: { status: 504, title: 'The outcome is not known' },
  DEADLINE_EXCEEDED: { status: 504, title: 'The request took too long' },
};

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_KINDS, code);
}

/** These errors have internal details, such as a driver's text or a setting. No client sees them. */
const SECRET_CODES = ['STORAGE_FAILED', 'CONFIGURATION_INVALID', 'UNEXPECTED'] as const satisfies ProblemCode[];
export type SecretCode = (typeof SECRET_CODES)[number];

export function isSecret(code: ProblemCode): code is SecretCode {
  return SECRET_CODES.some((secret) => secret === code);
}
