import { type CreateUser, ValidationError } from '@orderfolio/domain';
import { createUserSchema, newAccount, parse, readFields } from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { type Patience, signalOf } from '../passwords/patience.ts';
import { type AuthenticationContext, readAccount, runAudited } from './account-command.ts';
import type { PublicUser } from './public-user.ts';

/** The input of a registration. It has no role: passing on a whole request body must not make an administrator. */
export interface Registration extends Omit<CreateUser, 'passwordHash'>, AuditSource, Patience {
  readonly password: string;
}

/** See `Authentication.register`. */
export async function register(
  context: AuthenticationContext,
  registration: Registration,
): Promise<{ readonly user: PublicUser<string> }> {
  const { password, ipAddress, userAgent, requestId, secrets, signal: given, ...profile } = readFields(registration);
  const source = sourceOf({ ipAddress, userAgent, requestId, secrets }, password);
  const signal = signalOf({ signal: given });
  requireNoRole(profile);
  // The profile is checked before the password is hashed. Hashing takes long, and hashing in vain costs the service, not the sender.
  const checked = parse(createUserSchema, profile);
  const { username } = checked;
  const passwordHash = await context.passwords.hashPassword(password, checked, { signal });

  return runAudited(context, {
    name: 'auth.register',
    username,
    source,
    gather: () => readAccount(context, username),
    decide(_account, { now }, events) {
      // Tries from the time when nobody had the name are counted elsewhere, so they do not count against the new owner.
      const { user, changes } = newAccount({ ...checked, passwordHash }, now);
      events.add('USER_CREATED', { role: user.role });
      return { result: { user }, changes };
    },
  });
}

function requireNoRole(profile: object): void {
  if ('role' in profile || 'passwordHash' in profile) {
    const field = 'role' in profile ? 'role' : 'passwordHash';
    throw new ValidationError({ field, rule: 'cannot be chosen by who registers' });
  }
}
