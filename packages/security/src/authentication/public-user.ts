import type { User } from '@orderfolio/domain';

/** A user as a service may show and log it: the hash of the password is not there. */
export type PublicUser = Omit<User, 'passwordHash'>;

export function publicUser({ passwordHash: _secret, ...shown }: User): PublicUser {
  return shown;
}
