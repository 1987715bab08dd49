import { parse, readFields } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** How long the caller waits for a password to be hashed or compared. */
export interface Patience {
  /** When it is aborted, a password that still waits is given up: TOO_BUSY, with nothing compared. One that is begun is finished. */
  readonly signal?: AbortSignal | undefined;
}

const signalSchema = z
  .custom<AbortSignal>(
    (value) => value instanceof AbortSignal && typeof value.aborted === 'boolean',
    'must be an AbortSignal',
  )
  .optional();

/** The signal of the options. VALIDATION_FAILED for what is none. */
export function signalOf(options: Patience): AbortSignal | undefined {
  return parse(signalSchema, readFields(options, 'options').signal, 'signal');
}
