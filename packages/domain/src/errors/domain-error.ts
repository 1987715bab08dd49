/**
 * The base of every error that Orderfolio rejects with.
 *
 * Narrow on `code`, a literal in every subclass; the facts of the case are read-only fields beside it, never a secret.
 * `retryable` says whether the same call may succeed later with nothing else changed. The technical `cause` is kept.
 */
export abstract class DomainError<Facts extends object = object> extends Error {
  abstract readonly code: string;
  readonly retryable: boolean = false;

  constructor(message: string, facts: Facts, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    Object.assign(this, facts);
  }

  /** What a log or an HTTP body may show: code, message and the facts. */
  toJSON(): Record<string, unknown> {
    const { cause: _cause, name: _name, ...facts } = this;
    return { ...facts, message: this.message };
  }
}
