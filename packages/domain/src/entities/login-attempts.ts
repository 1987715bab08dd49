import * as z from 'zod';
import { stored, timestamp } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** The counts of the logins to a name, whether or not somebody has it. */
export const loginCounts = {
  /** Failures since the last success. */
  failures: z.int().min(0),
  /** Pauses since the last success. Each is longer than the one before. */
  pauses: z.int().min(0),
  lastFailureAt: timestamp.optional(),
  pausedUntil: timestamp.optional(),
  /** Refresh families of a lower epoch have ended: one write ends them all. */
  epoch: z.int().min(0),
};

/**
 * The counts of the logins to a username that nobody has. They must cost the same reads and writes as those of a user, which are in the
 * login record. Older releases counted both here.
 */
export const loginAttemptsSchema = z
  .strictObject({
    username: usernameSchema,
    ...loginCounts,
    /** When the counts expire. Unknown for records of older releases. */
    expiresAt: timestamp.optional(),
    ...stored,
  })
  .readonly();

/** The counts of the logins to a username that nobody has. */
export type LoginAttempts = z.output<typeof loginAttemptsSchema>;
