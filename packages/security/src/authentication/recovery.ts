import { createHash } from 'node:crypto';
import type { UserRole } from '@orderfolio/domain';
import { emailSchema, parse, readFields, shownUser } from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { type Patience, signalOf } from '../passwords/patience.ts';
import { readMailedToken } from '../tokens/mailed-token.ts';
import { type Account, type AuthenticationContext, readAccount, runAudited } from './account-command.ts';
import {
  type MailedToken,
  openAccountToken,
  type RefusedToken,
  readAccountToken,
  type UsableToken,
  useUp,
} from './account-token.ts';
import { keepUser, replaceHash } from './login-record.ts';
import { newHash, type PasswordAccepted, type PasswordRefused } from './new-password.ts';
import type { PublicUser } from './public-user.ts';

/** The token that was sent to the owner of an account, and the password that the owner chooses. */
export interface PasswordReset extends AuditSource, Patience {
  readonly token: string;
  readonly newPassword: string;
}

/** Lets a user who has lost the password back in. */
export interface Recovery<Role extends string = UserRole> {
  /**
   * A token for the service to send to this address. It resets the password, and is good for one use and, by default, for an hour.
   * Undefined if nobody has the address. Both cases make the same reads, writes and events: give the same answer, after the same time.
   * VALIDATION_FAILED for an invalid address.
   *
   * Each request makes a new token, and does not change earlier ones. The store only has their hashes.
   */
  requestPasswordReset(email: string, source?: AuditSource): Promise<MailedToken<Role> | undefined>;
  /**
   * Sets a new password for whoever has the token. It ends all logins and all pauses, and withdraws all other mailed tokens. The service
   * should write to the returned user that it was done.
   *
   * TOKEN_INVALID with the reason: UNKNOWN, USED, WITHDRAWN if the password, the role or the address was changed in the meantime, or
   * PREMATURE if the clock was more than an hour ahead when the token was made. TOKEN_EXPIRED. VALIDATION_FAILED for a password that
   * breaks a rule: the token can be used again then.
   */
  resetPassword(reset: PasswordReset): Promise<{ readonly user: PublicUser<Role> }>;
}

/** See `Recovery.requestPasswordReset`. */
export async function requestPasswordReset(
  context: AuthenticationContext,
  given: string,
  source: AuditSource,
): Promise<MailedToken<string> | undefined> {
  const email = parse(emailSchema, given, 'email');
  const found = await context.users.getByEmail(email);
  const username = found?.username ?? nameForNobody(email);
  return runAudited<Account, MailedToken<string> | undefined>(context, {
    name: 'auth.requestPasswordReset',
    username,
    source: sourceOf(source),
    gather: () => readAccount(context, username),
    decide(account, { now }, events) {
      const { user } = account;
      const issued = { username, email, purpose: 'PASSWORD_RESET' } as const;
      const { change, ...sent } = openAccountToken(account, issued, now, context.policy.passwordResetSeconds);
      // If the user's address has changed in the meantime, this one gets no mail.
      const isTheirs = found !== undefined && user?.email.toLowerCase() === email;
      if (!isTheirs || user === undefined) {
        events.add('PASSWORD_RESET_FAILED', { reason: 'UNKNOWN_USER' });
        return { result: undefined, changes: [change] };
      }
      events.add('PASSWORD_RESET_REQUESTED', {});
      return { result: { ...sent, user: shownUser(user, context.roles) }, changes: [change] };
    },
  });
}

/** The name for the rows of a request for an unknown address. An address always gives the same name, and the name does not reveal it. */
function nameForNobody(email: string): string {
  return `nobody_${createHash('sha256').update(email).digest('hex').slice(0, 23)}`;
}

/** Only the account. */
function accountOf({ user, login, attempts, head }: Account): Account {
  return { user, login, attempts, head };
}

type Resetting = UsableToken & PasswordAccepted;
type Refused = RefusedToken | (Account & PasswordRefused);

/** See `Recovery.resetPassword`. */
export async function resetPassword(
  context: AuthenticationContext,
  input: PasswordReset,
): Promise<{ readonly user: PublicUser<string> }> {
  const { token: text, newPassword, signal: given, ...from } = readFields(input, 'reset');
  const source = sourceOf(from, text, newPassword);
  const signal = signalOf({ signal: given });
  const reference = readMailedToken(text);
  const hash = newHash(context.passwords, newPassword, { signal });
  const { user, error } = await runAudited<
    Resetting | Refused,
    { readonly user?: PublicUser<string>; readonly error?: Error }
  >(context, {
    name: 'auth.resetPassword',
    username: reference.username,
    source,
    async gather() {
      const presented = await readAccountToken(context, reference, 'PASSWORD_RESET');
      if (presented.refusal !== undefined) return presented;
      const hashed = await hash(presented.user);
      return hashed.refusal === undefined ? { ...presented, ...hashed } : { ...accountOf(presented), ...hashed };
    },
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        events.refuse('PASSWORD_RESET_FAILED', { reason: facts.refusal });
        return { result: { error: facts.error }, changes: [] };
      }
      events.add('PASSWORD_RESET', {});
      events.add('TOKEN_REVOKED', { reason: 'PASSWORD_RESET' });
      const changes = [useUp(facts.token, now), replaceHash(facts, facts.passwordHash, now), keepUser(facts.user, now)];
      return { result: { user: shownUser(facts.user, context.roles) }, changes };
    },
  });
  if (user === undefined) throw error;
  return { user };
}
