import { parse, readFields } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** How long the caller waits for a password to be hashed or compared. */
export interface Patience {
  /**
   * If it is aborted while a password still waits, the call rejects with TOO_BUSY, and nothing is compared. Work that has begun is
   * finished.
   */
  readonly signal?: AbortSignal | undefined;
}

const signalSchema = z
  .custom<AbortSignal>(
    (value) => value instanceof AbortSignal && typeof value.aborted === 'boolean',
    'must be an AbortSignal',
  )
  .optional();

/** The signal of the options. VALIDATION_FAILED for a value that is not a signal. */
export function signalOf(options: Patience): AbortSignal | undefined {
  return parse(signalSchema, readFields(options, 'options').signal, 'signal');
}
