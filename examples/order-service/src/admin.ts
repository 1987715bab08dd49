import { AlreadyExistsError, type Orderfolio } from '@orderfolio/domain';
import type { Authentication } from '@orderfolio/security';
import type { Config } from './config.ts';

/**
 * Makes the administrator that the environment names, if there is no such user. Several processes may do so at once.
 */
export async function ensureAdmin(
  { app, auth }: { readonly app: Orderfolio; readonly auth: Authentication },
  { ADMIN_USERNAME: username, ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Config,
): Promise<void> {
  if (username === undefined || password === undefined) return;
  try {
    await auth.register({ username, email, firstName: 'First', lastName: 'Administrator', password });
  } catch (error) {
    if (!isThere(error)) throw error;
  }
  const { role } = await app.users.get(username);
  if (role === 'admin') return;
  // The name may belong to a customer who came first. Only a user with this password becomes an administrator.
  await auth.authenticateUser({ username, password });
  await auth.changeRole(username, 'admin', username);
}

/** True if the user exists already. If another user has the e-mail, there is no user of this name. */
function isThere(error: unknown): boolean {
  return error instanceof AlreadyExistsError && error.field === 'username';
}
