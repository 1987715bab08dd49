import * as z from 'zod';
import { stored, timestamp } from '../validation/schemas.ts';
import { usernameSchema } from './user.ts';

/** What is counted of the logins to a name, whether or not somebody has it. */
export const loginCounts = {
  /** Since the last success. */
  failures: z.int().min(0),
  /** How often the name was paused since the last success: each pause is longer than the one before. */
  pauses: z.int().min(0),
  lastFailureAt: timestamp.optional(),
  pausedUntil: timestamp.optional(),
  /** Refresh families of a lower epoch have ended: one write ends them all. */
  epoch: z.int().min(0),
};

/**
 * What is counted of the logins to a username that nobody has: it must cost the same reads and writes as one that somebody
 * has, whose counts stand in the login record. An older release counted both here.
 */
export const loginAttemptsSchema = z
  .strictObject({
    username: usernameSchema,
    ...loginCounts,
    /** When nothing of it counts any more. Of an older release: not known. */
    expiresAt: timestamp.optional(),
    ...stored,
  })
  .readonly();

/** What is counted of the logins to a username that nobody has. */
export type LoginAttempts = z.output<typeof loginAttemptsSchema>;
