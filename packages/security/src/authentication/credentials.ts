import { AccountSuspendedError } from '@orderfolio/domain';
import type { Change, StoredUser } from '@orderfolio/domain/adapter';
import type { LoginFailure } from '../audit/audit-event.ts';
import { InvalidCredentialsError } from '../errors/access-errors.ts';
import { encodingIssues } from '../passwords/password-text.ts';
import type { Patience } from '../passwords/patience.ts';
import { type Account, type AuthenticationContext, nowOf, readAccount } from './account-command.ts';
import type { Events } from './events.ts';
import { countFailure, countsOf, hashOf, isPaused } from './login-record.ts';

/** An account whose password was shown, and its user. */
export interface Admitted extends Account {
  readonly user: StoredUser;
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
  patience: Patience,
): () => Promise<Admitted | Refused> {
  let compared: { readonly hash: string | undefined; readonly isMatch: boolean } | undefined;
  return async () => {
    const account = await readAccount(context, username);
    const hash = hashOf(account);
    if (compared === undefined || compared.hash !== hash) {
      compared = { hash, isMatch: await context.passwords.matchesPassword(password, hash, patience) };
    }
    const { user } = account;
    if (isPaused(countsOf(account), nowOf(context))) return { ...account, refusal: 'ACCOUNT_PAUSED' };
    if (user === undefined) return { ...account, refusal: 'UNKNOWN_USER' };
    if (compared.isMatch && user.status !== 'ACTIVE') return { ...account, refusal: 'ACCOUNT_SUSPENDED' };
    if (compared.isMatch) return { ...account, user, refusal: undefined };
    return { ...account, refusal: refusalOf(context, hash, password) };
  };
}

function refusalOf(
  { passwords }: AuthenticationContext,
  passwordHash: string | undefined,
  password: string,
): LoginFailure {
  if (encodingIssues(password).length > 0) return 'INVALID_INPUT';
  return passwordHash !== undefined && passwords.isUsableHash(passwordHash) ? 'WRONG_PASSWORD' : 'UNUSABLE_HASH';
}

/** What whoever is refused is told: of a suspension only if the password was right. */
export function refusalError(username: string, { refusal }: Pick<Refused, 'refusal'>): Error {
  return refusal === 'ACCOUNT_SUSPENDED' ? new AccountSuspendedError({ username }) : new InvalidCredentialsError();
}

/** What a refused try changes and says: the same for a name that nobody has. A right password is not counted. */
export function refuseTry(
  { policy }: AuthenticationContext,
  username: string,
  { refusal, ...account }: Refused,
  now: string,
  events: Events,
): readonly Change[] {
  if (refusal === 'ACCOUNT_SUSPENDED') {
    events.add('LOGIN_FAILED', { reason: refusal });
    return [];
  }
  const { counts, change } = countFailure(username, account, now, policy);
  const { failures, pausedUntil } = counts;
  events.add('LOGIN_FAILED', { reason: refusal });
  if (pausedUntil !== undefined && pausedUntil !== countsOf(account)?.pausedUntil) {
    events.add('ACCOUNT_LOCKED', { failures, lockedUntil: pausedUntil });
  }
  return [change];
}
