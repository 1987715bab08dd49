import { ValidationError } from '@orderfolio/domain';
import { readFields } from '@orderfolio/domain/adapter';

/** How long the caller waits for a password to be hashed or compared. */
export interface Patience {
  /** When it is aborted, a password that still waits is given up: TOO_BUSY, with nothing compared. One that is begun is finished. */
  readonly signal?: AbortSignal | undefined;
}

/** The signal of the options. VALIDATION_FAILED for what is none. */
export function signalOf(options: Patience): AbortSignal | undefined {
  const { signal } = readFields(options, 'options');
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  throw new ValidationError({ field: 'signal', rule: 'must be an AbortSignal' });
}
