import { type UserRole, ValidationError } from '@orderfolio/domain';
import {
  parse,
  readFields,
  requireNotErased,
  type StoredUser,
  shownUser,
  usernameSchema,
} from '@orderfolio/domain/adapter';
import { normalise } from '../passwords/password-text.ts';
import { type Account, type AuthenticationContext, requireAccount, runAudited } from './account-command.ts';
import { type Admitted, admit, credentialCheck, type Refused, refusalError, refuseTry } from './credentials.ts';
import { type ActingFor, readActing, readTried, type TriedFrom } from './given.ts';
import { keepUser, replaceHash } from './login-record.ts';
import { newHash, type PasswordAccepted, type PasswordRefused } from './new-password.ts';
import { deviceAfterSuccess } from './origin.ts';
import type { PublicUser } from './public-user.ts';

/** The user, the current password and the new one. */
export interface PasswordChange extends TriedFrom {
  readonly username: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Passwords after registration. */
export interface Passwords<Role extends string = UserRole> {
  /**
   * Sets a new password, and ends all logins in the same commit. The service should write to the returned user that it was done.
   * INVALID_CREDENTIALS and ACCOUNT_SUSPENDED as for a login, and counted in the same way. VALIDATION_FAILED if the new password breaks a
   * rule, or is the current one. That is audited, because it shows that the current password was right.
   */
  changePassword(change: PasswordChange): Promise<{ readonly user: PublicUser<Role> }>;
  /**
   * Sets a password that an administrator chooses, without the current one. It ends all logins and all pauses. Prefer
   * `requestPasswordReset`: then only the owner knows the password. The service should write to the returned user that it was done.
   * USER_NOT_FOUND, VALIDATION_FAILED, ACCOUNT_SUSPENDED (an erased account).
   */
  setPassword(username: string, password: string, acting: ActingFor): Promise<{ readonly user: PublicUser<Role> }>;
  /**
   * True if the password opens the account now. Use it before a sensitive action in an open session. It does not log in. It returns false
   * if a login would be refused, and counts that in the same way.
   */
  checkPassword(username: string, password: string, source?: TriedFrom): Promise<boolean>;
}

type Changing = Admitted & PasswordAccepted;
type Weak = Account & PasswordRefused;
type Outcome = { readonly user: PublicUser<string> } | Error;

/** See `Passwords.changePassword`. */
export async function changePassword(
  context: AuthenticationContext,
  input: PasswordChange,
): Promise<{ readonly user: PublicUser<string> }> {
  const { username: name, currentPassword, newPassword, ...from } = readFields(input);
  const username = parse(usernameSchema, name, 'username');
  const tried = readTried(from, currentPassword, newPassword);
  const credentials = credentialCheck(context, username, currentPassword, tried);
  const hash = newHash(context.passwords, newPassword, tried);

  const outcome = await runAudited<Changing | Weak | Refused, Outcome>(context, {
    name: 'auth.changePassword',
    username,
    source: tried.source,
    async gather() {
      const judged = await credentials();
      if (judged.refusal !== undefined) return judged;
      return { ...judged, ...(sameAs(currentPassword, newPassword) ?? (await hash(judged.user))) };
    },
    decide(facts, { now }, events) {
      if (facts.refusal === 'NEW_PASSWORD_REFUSED') {
        events.add('PASSWORD_CHANGE_FAILED', { reason: facts.refusal });
        return { result: facts.error, changes: [] };
      }
      if (facts.refusal !== undefined) {
        return { result: refusalError(username, facts), changes: refuseTry(context, username, facts, now, events) };
      }
      events.add('PASSWORD_CHANGED', {});
      events.add('TOKEN_REVOKED', { reason: 'PASSWORD_CHANGED' });
      return {
        result: { user: shownUser(facts.user, context.roles) },
        changes: [
          replaceHash(facts, facts.passwordHash, now),
          keepUser(facts.user, now),
          ...deviceAfterSuccess(facts.origin, now),
        ],
      };
    },
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** See `Passwords.setPassword`. */
export async function setPassword(
  context: AuthenticationContext,
  name: string,
  password: string,
  acting: ActingFor,
): Promise<{ readonly user: PublicUser<string> }> {
  const username = parse(usernameSchema, name, 'username');
  const { actor, source, signal } = readActing(acting, password);
  const hash = newHash(context.passwords, password, { signal });
  const outcome = await runAudited<
    (Account & { readonly user: StoredUser }) & (PasswordAccepted | PasswordRefused),
    Outcome
  >(context, {
    name: 'auth.setPassword',
    username,
    source,
    async gather() {
      const account = await requireAccount(context, username);
      requireNotErased(account.user);
      return { ...account, ...(await hash(account.user)) };
    },
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        events.add('PASSWORD_CHANGE_FAILED', { reason: facts.refusal, actor });
        return { result: facts.error, changes: [] };
      }
      events.add('PASSWORD_CHANGED', { actor });
      events.add('TOKEN_REVOKED', { reason: 'PASSWORD_CHANGED', actor });
      const result = { user: shownUser(facts.user, context.roles) };
      return { result, changes: [replaceHash(facts, facts.passwordHash, now), keepUser(facts.user, now)] };
    },
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** See `Passwords.checkPassword`. */
export async function checkPassword(
  context: AuthenticationContext,
  name: string,
  password: string,
  from: TriedFrom,
): Promise<boolean> {
  const username = parse(usernameSchema, name, 'username');
  const tried = readTried(readFields(from, 'source'), password);
  return runAudited<Admitted | Refused, boolean>(context, {
    name: 'auth.checkPassword',
    username,
    source: tried.source,
    gather: credentialCheck(context, username, password, tried),
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        return { result: false, changes: refuseTry(context, username, facts, now, events) };
      }
      events.add('PASSWORD_CHECKED', {});
      return { result: true, changes: admit(context, facts, undefined, now) };
    },
  });
}

function sameAs(current: string, next: string): PasswordRefused | undefined {
  if (typeof next !== 'string' || normalise(next) !== normalise(current)) return undefined;
  const error = new ValidationError({ field: 'password', rule: 'must not be the current one' });
  return { refusal: 'NEW_PASSWORD_REFUSED', error };
}
