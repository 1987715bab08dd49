import { ValidationError } from '@orderfolio/domain';
import { parse, readFields, usernameSchema } from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { InvalidCredentialsError } from '../errors/access-errors.ts';
import { normalise } from '../passwords/password-text.ts';
import type { Patience } from '../passwords/patience.ts';
import { type AuthenticationContext, runAudited, sourceOf } from './account-command.ts';
import { type Admitted, credentialCheck, type Refused, refuseTry } from './credentials.ts';
import { keepUser, replaceHash } from './login-record.ts';

/** Whose password, from what, to what. */
export interface PasswordChange extends AuditSource, Patience {
  readonly username: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface Changing extends Admitted {
  readonly passwordHash: string;
}

/** See `Authentication.changePassword`. */
export async function changePassword(context: AuthenticationContext, input: PasswordChange): Promise<void> {
  const given = readFields(input);
  const { currentPassword, newPassword, signal } = given;
  const username = parse(usernameSchema, given.username, 'username');
  const credentials = credentialCheck(context, username, currentPassword, { signal });

  const isChanged = await runAudited<Changing | Refused, boolean>(context, {
    username,
    source: sourceOf(given, currentPassword, newPassword),
    async gather() {
      const judged = await credentials();
      if (judged.refusal !== undefined) return judged;
      requireAnother(currentPassword, newPassword);
      return { ...judged, passwordHash: await context.passwords.hashPassword(newPassword, judged.user, { signal }) };
    },
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        return { result: false, changes: refuseTry(context, username, facts, now, events) };
      }
      events.add('PASSWORD_CHANGED', {});
      events.add('TOKEN_REVOKED', { reason: 'PASSWORD_CHANGED' });
      return {
        result: true,
        changes: [replaceHash(facts, facts.passwordHash, now), keepUser(facts.user, now)],
      };
    },
  });
  if (!isChanged) throw new InvalidCredentialsError();
}

function requireAnother(current: string, next: string): void {
  if (typeof next === 'string' && normalise(next) === normalise(current)) {
    throw new ValidationError({ field: 'password', rule: 'must not be the current one' });
  }
}
