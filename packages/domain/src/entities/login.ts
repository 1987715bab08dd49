import * as z from 'zod';
import { stored, text } from '../validation/schemas.ts';
import { type LoginAttempts, loginCounts } from './login-attempts.ts';
import { type StoredUser, usernameSchema } from './user.ts';

/**
 * The login record of a user: what opens the account, kept apart from the user. Nothing that shows a user reads it. The counts of names
 * that nobody has are `LoginAttempts`.
 */
export const loginSchema = z
  .strictObject({
    username: usernameSchema,
    /**
     * A bcrypt hash, or whatever the service's password scheme stores. It is never in an error or a log. Without it no password opens the
     * account.
     */
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

/** The stored records of a user's logins. Older releases had no login record, and counted in `LoginAttempts`. */
export interface UserLogins {
  readonly user: StoredUser;
  readonly login: Login | undefined;
  readonly attempts: LoginAttempts | undefined;
}

/** The record, written now. The first one takes over what older releases kept elsewhere. */
export function nextLogin({ user, login, attempts }: UserLogins, now: string): Login {
  if (login !== undefined) return { ...login, updatedAt: now };
  const { version: _version, createdAt: _created, updatedAt: _updated, expiresAt: _end, ...older } = attempts ?? {};
  return { ...createLogin(user.username, user.passwordHash, now), ...older };
}

/** The record with all logins up to now ended. */
export function endLogins(logins: UserLogins, now: string): Login {
  const next = nextLogin(logins, now);
  return { ...next, epoch: next.epoch + 1 };
}

/** The record of an erased user: only the end of all logins is left. */
export function eraseLogin(logins: UserLogins, now: string): Login {
  const { username, epoch, version, createdAt, updatedAt } = endLogins(logins, now);
  return { username, failures: 0, pauses: 0, epoch, version, createdAt, updatedAt };
}
