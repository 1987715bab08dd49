import type { Orderfolio, UserRole } from '@orderfolio/domain';
import type { Attempt } from '../limits/rate-limit.ts';
import type { RequestSource } from '../requests/source.ts';

/** The allowed callers: anyone, callers with a token, or callers with the role. */
export type Access = 'public' | 'user' | Extract<UserRole, 'admin'>;

/** The parameters that paths have. */
export type PathParameter =
  | 'username'
  | 'orderId'
  | 'transactionId'
  | 'assetId'
  | 'clientOrderId'
  | 'familyId'
  | 'base'
  | 'quote'
  | 'consumer';

/** A request, as the routes see it. */
export interface Call {
  readonly app: Orderfolio<string>;
  readonly source: RequestSource;
  /** Aborted at the deadline: for work that may wait long before it begins. */
  readonly signal: AbortSignal;
  /** The value of `Idempotency-Key`. */
  readonly key: string | undefined;
  /** Of `Last-Event-ID`. */
  readonly lastEventId: string | undefined;
  readonly query: URLSearchParams;
  /** The caller. TOKEN_MISSING on a route that takes no token. */
  readonly caller: string;
  /** When the token of the caller expires, in milliseconds since 1970. Undefined without a token. */
  readonly expiresAt: number | undefined;
  /** Logs an error of what goes on after the reply. */
  readonly fail: (error: unknown) => void;
  /** A parameter of the path, as it was sent. */
  parameter(name: PathParameter): string;
  /** The body as JSON, however often it is asked for. */
  json(): Promise<unknown>;
  /** Lets an attempt pass, or rejects with RATE_LIMITED. */
  limit(attempt: Omit<Attempt, 'ipAddress'>): Promise<void>;
}
