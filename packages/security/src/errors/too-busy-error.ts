import { DomainError } from '@orderfolio/domain';

/** Too many passwords wait to be hashed or compared, so one more would wait too long. Nothing was compared or counted. */
export class TooBusyError extends DomainError<{ readonly retryAfterMs: number }> {
  static readonly code = 'TOO_BUSY';
  readonly code = TooBusyError.code;
  override readonly retryable = true;
  /** How long the work in hand takes, roughly, in milliseconds. */
  declare readonly retryAfterMs: number;

  constructor(facts: { readonly retryAfterMs: number }) {
    super(`too many passwords are waiting: try again in ${facts.retryAfterMs} ms`, facts);
  }
}
