import * as z from 'zod';
import { sha256, stored, timestamp } from '../validation/schemas.ts';
import { loginCounts } from './login-attempts.ts';

const { failures, pauses, lastFailureAt, pausedUntil } = loginCounts;

/**
 * The counts of refused logins from one source, whatever name they tried. A source is a network address, or a device that has logged in
 * before. Its name is a SHA-256, so the store has no list of addresses.
 */
export const sourceAttemptsSchema = z
  .strictObject({
    sourceHash: sha256,
    failures,
    pauses,
    lastFailureAt,
    pausedUntil,
    /** When the counts expire. */
    expiresAt: timestamp,
    ...stored,
  })
  .readonly();

/** The counts of refused logins from one source. */
export type SourceAttempts = z.output<typeof sourceAttemptsSchema>;
