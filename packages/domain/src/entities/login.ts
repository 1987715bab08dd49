import * as z from 'zod';
import { stored, text } from '../validation/schemas.ts';
import { type LoginAttempts, loginCounts } from './login-attempts.ts';
import { type StoredUser, usernameSchema } from './user.ts';

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

/** What is stored of the logins of a user. An older release had no login record, and counted with the names that nobody has. */
export interface UserLogins {
  readonly user: StoredUser;
  readonly login: Login | undefined;
  readonly attempts: LoginAttempts | undefined;
}

/** The record, written now. The first one takes over what an older release kept elsewhere. */
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

/** The record of a user who is erased: the end of all logins is all that is left of it. */
export function eraseLogin(logins: UserLogins, now: string): Login {
  const { username, epoch, version, createdAt, updatedAt } = endLogins(logins, now);
  return { username, failures: 0, pauses: 0, epoch, version, createdAt, updatedAt };
}
