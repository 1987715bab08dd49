import type { User } from '@orderfolio/domain';
import { type Change, save } from '@orderfolio/domain/adapter';
import type { LoginFailure } from '../audit/audit-event.ts';
import { encodingIssues } from '../passwords/password-text.ts';
import { type Account, type AuthenticationContext, nowOf, readAccount } from './account-command.ts';
import type { Events } from './events.ts';
import { afterFailure, isPaused } from './login-attempts.ts';

/** An account whose password was shown, and its user. */
export interface Admitted extends Account {
  readonly user: User;
  readonly refusal: undefined;
}
/** An account that stays closed, and why: for the trail alone. */
export interface Refused extends Account {
  readonly refusal: LoginFailure;
}

/**
 * Reads the account and compares the password with its hash. Whoever is named and whatever is typed, this is one read and
 * one comparison. Called again after a conflict, it compares again only if the hash was changed.
 */
export function credentialCheck(
  context: AuthenticationContext,
  username: string,
  password: string,
): () => Promise<Admitted | Refused> {
  let compared: { readonly hash: string | undefined; readonly isMatch: boolean } | undefined;
  return async () => {
    const account = await readAccount(context, username);
    const hash = account.user?.passwordHash;
    if (compared === undefined || compared.hash !== hash) {
      compared = { hash, isMatch: await context.passwords.matchesPassword(password, hash) };
    }
    const { user, attempts } = account;
    if (isPaused(attempts, nowOf(context))) return { ...account, refusal: 'ACCOUNT_PAUSED' };
    if (user === undefined) return { ...account, refusal: 'UNKNOWN_USER' };
    if (compared.isMatch) return { ...account, user, refusal: undefined };
    return { ...account, refusal: refusalOf(context, user, password) };
  };
}

function refusalOf({ passwords }: AuthenticationContext, { passwordHash }: User, password: string): LoginFailure {
  if (encodingIssues(password).length > 0) return 'INVALID_INPUT';
  return passwords.isUsableHash(passwordHash) ? 'WRONG_PASSWORD' : 'UNUSABLE_HASH';
}

/** What a refused try changes and says: the same for a name that nobody has. */
export function refuseTry(
  { policy }: AuthenticationContext,
  username: string,
  { attempts, refusal }: Refused,
  now: string,
  events: Events,
): readonly Change[] {
  const next = afterFailure(username, attempts, now, policy);
  events.add('LOGIN_FAILED', { reason: refusal });
  if (next.pausedUntil !== undefined && next.pausedUntil !== attempts?.pausedUntil) {
    events.add('ACCOUNT_LOCKED', { failures: next.failures, lockedUntil: next.pausedUntil });
  }
  return [save('loginAttempts', attempts, next)];
}
