import type { DomainError, OrderfolioError } from '@orderfolio/domain';
import { roleSchema } from '@orderfolio/domain/schemas';
import type { SecurityError } from '@orderfolio/security';
import * as z from 'zod';
import type { HttpErrorCode, HttpErrorFacts } from './http-error.ts';
import type { ProblemCode, SecretCode } from './kinds.ts';

type ErrorOf<Code> = Extract<OrderfolioError | SecurityError, { readonly code: Code }>;
type FactNames<Of> = Exclude<keyof Of, keyof DomainError>;

/** The schema of each fact of an error. A new fact does not compile until it is described. */
type FactsOf<Code> = Code extends SecretCode
  ? { readonly [Name in string]: never }
  : Code extends HttpErrorCode
    ? { readonly [Name in keyof HttpErrorFacts]?: z.ZodType }
    : { readonly [Name in FactNames<ErrorOf<Code>>]-?: z.ZodType };

const text = (example: string) => z.string().meta({ examples: [example] });
const amount = (example: string) => z.string().meta({ format: 'decimal', examples: [example] });
const milliseconds = z
  .number()
  .min(0)
  .meta({ examples: [8_400] });

const ULID = '01JGFJJZ00000G40R40M30E209';
const TIME = '2026-03-02T09:30:00.000Z';
const username = text('alice_01');
const assetId = text('BTC');
const orderId = text(ULID);
const transactionId = text(ULID);
const currency = text('USD');
const clientOrderId = text('order-1');
const broken = { field: text('amount'), rule: text('is required') };
/** One of several broken rules; those of passwords have a code. */
const issue = z.object({ ...broken, code: z.string().optional() });
const none = {};

/** The members of each problem in addition to the common ones. */
export const PROBLEM_FACTS: { readonly [Code in ProblemCode]: FactsOf<Code> } = {
  VALIDATION_FAILED: {
    ...broken,
    issues: z.array(issue).meta({ examples: [[{ field: 'amount', rule: 'is required' }]] }),
  },
  INVALID_CURSOR: none,
  REQUEST_MALFORMED: none,
  INVALID_CREDENTIALS: none,
  TOKEN_MISSING: none,
  TOKEN_INVALID: { reason: text('SIGNATURE'), claim: z.string().optional() },
  TOKEN_EXPIRED: { expiredAt: text(TIME) },
  ACCESS_DENIED: {
    username,
    reason: text('ROLE_REQUIRED'),
    required: z.array(roleSchema).meta({ examples: [['admin']] }),
  },
  ACCOUNT_SUSPENDED: { username },
  ROUTE_NOT_FOUND: none,
  USER_NOT_FOUND: { username: username.optional(), email: z.string().optional() },
  BALANCE_NOT_FOUND: { username, currency },
  TRANSACTION_NOT_FOUND: { username, transactionId },
  ASSET_NOT_FOUND: { assetId },
  ASSET_BALANCE_NOT_FOUND: { username, assetId },
  ORDER_NOT_FOUND: { username, orderId: orderId.optional(), clientOrderId: clientOrderId.optional() },
  METHOD_NOT_ALLOWED: { allowed: z.array(z.string()).meta({ examples: [['GET']] }) },
  REQUEST_TIMEOUT: none,
  ALREADY_EXISTS: { entity: text('user'), field: text('username'), value: username },
  INVALID_ORDER_TRANSITION: { orderId, from: text('COMPLETED'), to: text('CANCELLED') },
  INVALID_TRANSACTION_TRANSITION: { transactionId, from: text('COMPLETED'), to: text('CANCELLED') },
  IDEMPOTENCY_CONFLICT: { username, field: text('idempotencyKey'), key: text('key-1'), firstUsedAt: text(TIME) },
  BODY_TOO_LARGE: { limitBytes: z.int().meta({ examples: [65_536] }) },
  MEDIA_TYPE_UNSUPPORTED: none,
  INSUFFICIENT_BALANCE: { username, currency, required: amount('500.00'), available: amount('120.50') },
  INSUFFICIENT_ASSET_BALANCE: { username, assetId, required: amount('0.5'), available: amount('0.1') },
  ASSET_INACTIVE: { assetId },
  HEADERS_TOO_LARGE: none,
  RATE_LIMITED: { retryAfterMs: milliseconds },
  CONFIGURATION_INVALID: none,
  UNEXPECTED: none,
  RATE_UNAVAILABLE: { base: text('EUR'), quote: currency, quotedAt: z.string().optional() },
  PRICE_UNAVAILABLE: { assetId, quotedAt: z.string().optional() },
  CONCURRENCY_CONFLICT: { entity: text('balance') },
  LOCK_NOT_ACQUIRED: { username, operation: text('rebalance'), waitMs: milliseconds },
  TOO_BUSY: { retryAfterMs: milliseconds },
  LOCK_LOST: { username, fence: z.int().meta({ examples: [7] }) },
  STORE_CLOSED: none,
  FEED_TRIMMED: { shard: text('all'), missedFrom: text(TIME).optional(), oldest: z.string().optional() },
  STORAGE_FAILED: none,
  OUTCOME_UNKNOWN: { token: text(ULID) },
  DEADLINE_EXCEEDED: none,
};
