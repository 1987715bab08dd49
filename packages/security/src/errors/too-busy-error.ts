import { DomainError } from '@orderfolio/domain';

/** So many passwords wait to be hashed or compared that one more would wait too long. Nothing was compared or counted. */
export class TooBusyError extends DomainError<{ readonly retryAfterMs: number }> {
  static readonly code = 'TOO_BUSY';
  readonly code = TooBusyError.code;
  override readonly retryable = true;
  /** About how long the work in hand takes, in milliseconds. */
  declare readonly retryAfterMs: number;

  constructor(facts: { readonly retryAfterMs: number }) {
    super(`too many passwords are waiting: try again in ${facts.retryAfterMs} ms`, facts);
  }
}
