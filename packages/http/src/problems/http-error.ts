import { DomainError } from '@orderfolio/domain';

/** The problems of any request, in words that a client may read. */
const MESSAGES = {
  REQUEST_MALFORMED: 'the request is not HTTP that this service understands',
  ROUTE_NOT_FOUND: 'there is nothing at this path',
  METHOD_NOT_ALLOWED: 'this path does not take this method',
  TOKEN_MISSING: 'an access token is needed: send it as Authorization: Bearer',
  BODY_TOO_LARGE: 'the body is larger than this service takes',
  MEDIA_TYPE_UNSUPPORTED: 'the body must be application/json',
  HEADERS_TOO_LARGE: 'the headers are larger than this service takes',
  REQUEST_TIMEOUT: 'the request took too long to arrive',
  RATE_LIMITED: 'too many requests: wait before the next one',
  DEADLINE_EXCEEDED:
    'the request took too long. A command may still be carried out: send the same again with the same Idempotency-Key, which tells its outcome and does nothing twice; without a key, read what it would have changed first',
  UNEXPECTED: 'something went wrong that is not your doing',
} as const;

/** The codes of refusals that only HTTP has, in addition to those of the domain and of security. */
export type HttpErrorCode = keyof typeof MESSAGES;

/** Facts that tell the client what to do, if they are known. */
export interface HttpErrorFacts {
  /** For BODY_TOO_LARGE. */
  readonly limitBytes?: number;
  /** For RATE_LIMITED: when the next request may come. */
  readonly retryAfterMs?: number;
  /** For METHOD_NOT_ALLOWED. */
  readonly allowed?: readonly string[];
}

/** A request that was refused or given up before it reached the services. */
export class HttpError extends DomainError<HttpErrorFacts> {
  readonly code: HttpErrorCode;
  override readonly retryable: boolean;
  declare readonly limitBytes?: number;
  declare readonly retryAfterMs?: number;
  declare readonly allowed?: readonly string[];

  constructor(code: HttpErrorCode, facts: HttpErrorFacts = {}, options?: ErrorOptions) {
    super(MESSAGES[code], facts, options);
    this.code = code;
    this.retryable = code === 'RATE_LIMITED';
  }
}
