import * as z from 'zod';
import { stored, text } from '../validation/schemas.ts';
import { loginCounts } from './login-attempts.ts';
import { usernameSchema } from './user.ts';

/**
 * The login record of a user: what opens the account, apart from whom it belongs to. Nothing that shows a user reads it. What
 * is counted of the names that nobody has is a `LoginAttempts`.
 */
export const loginSchema = z
  .strictObject({
    username: usernameSchema,
    /** A bcrypt hash, or whatever the service's password scheme stores. Never in an error or a log. None: no password opens the account. */
    passwordHash: text(255).optional(),
    ...loginCounts,
    ...stored,
  })
  .readonly();

/** The login record of a user. */
export type Login = z.output<typeof loginSchema>;

/** A first login record, at version 1. */
export function createLogin(username: string, passwordHash: string | undefined, now: string): Login {
  const stored = { version: 1, createdAt: now, updatedAt: now };
  return { username, ...(passwordHash !== undefined && { passwordHash }), failures: 0, pauses: 0, epoch: 0, ...stored };
}
