import * as z from 'zod';
import { sha256, stored, timestamp } from '../validation/schemas.ts';
import { loginCounts } from './login-attempts.ts';

const { failures, pauses, lastFailureAt, pausedUntil } = loginCounts;

/**
 * What is counted of the refused logins from one source, whatever name they tried: a network address, or a device that has logged in
 * before. Its name is the SHA-256 of what it is: the store has no list of addresses.
 */
export const sourceAttemptsSchema = z
  .strictObject({
    sourceHash: sha256,
    failures,
    pauses,
    lastFailureAt,
    pausedUntil,
    /** When nothing of it counts any more. */
    expiresAt: timestamp,
    ...stored,
  })
  .readonly();

/** What is counted of the refused logins from one source. */
export type SourceAttempts = z.output<typeof sourceAttemptsSchema>;
