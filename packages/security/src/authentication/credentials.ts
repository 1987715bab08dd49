import { AccountSuspendedError } from '@orderfolio/domain';
import type { Change, StoredUser } from '@orderfolio/domain/adapter';
import type { LoginFailure } from '../audit/audit-event.ts';
import { InvalidCredentialsError } from '../errors/access-errors.ts';
import { encodingIssues } from '../passwords/password-text.ts';
import { type Account, type AuthenticationContext, nowOf } from './account-command.ts';
import type { Events } from './events.ts';
import { isPaused } from './failure-counts.ts';
import type { Tried } from './given.ts';
import { countFailure, countsOf, hashOf, keepLogin, keepUser, loginAfterSuccess } from './login-record.ts';
import { addressHashOf, countSource, deviceAfterSuccess, knownDevice, type Origin, readAccountFrom } from './origin.ts';

interface Judged extends Account {
  readonly origin: Origin;
}
/** An account that was opened with its password, and its user. */
export interface Admitted extends Judged {
  readonly user: StoredUser;
  readonly refusal: undefined;
}
/** An account that stays closed, and the reason. Only the trail gets the reason. */
export interface Refused extends Judged {
  readonly refusal: LoginFailure;
}

/**
 * Reads the account and compares the password with its hash. For any name and any password, it makes one read and one comparison. After a
 * conflict it is called again, and compares again only if the hash has changed.
 */
export function credentialCheck(
  context: AuthenticationContext,
  username: string,
  password: string,
  { source, signal, deviceToken }: Tried,
): () => Promise<Admitted | Refused> {
  const addressHash = addressHashOf(source.ipAddress);
  let device: ReturnType<typeof knownDevice> | undefined;
  let compared: { readonly hash: string | undefined; readonly isMatch: boolean } | undefined;
  return async () => {
    if (deviceToken !== undefined) device ??= knownDevice(context, username, deviceToken);
    const account = await readAccountFrom(context, username, addressHash, device && (await device));
    const hash = hashOf(account);
    if (compared === undefined || compared.hash !== hash) {
      compared = { hash, isMatch: await context.passwords.matchesPassword(password, hash, { signal }) };
    }
    const { user } = account;
    const pause = pauseOf(context, account, nowOf(context));
    if (pause !== undefined) return { ...account, refusal: pause };
    if (user === undefined) return { ...account, refusal: 'UNKNOWN_USER' };
    if (compared.isMatch && user.status !== 'ACTIVE') return { ...account, refusal: 'ACCOUNT_SUSPENDED' };
    if (compared.isMatch) return { ...account, user, refusal: undefined };
    return { ...account, refusal: refusalOf(context, hash, password) };
  };
}

/** A device that has logged in before is only paused by its own tries. */
function pauseOf(
  { policy }: AuthenticationContext,
  { origin, ...account }: Judged,
  now: string,
): 'ACCOUNT_PAUSED' | 'SOURCE_PAUSED' | undefined {
  const { address, device } = origin;
  if (device !== undefined) return isPaused(device.attempts, now, policy) ? 'SOURCE_PAUSED' : undefined;
  if (isPaused(address?.attempts, now, policy)) return 'SOURCE_PAUSED';
  return isPaused(countsOf(account), now, policy) ? 'ACCOUNT_PAUSED' : undefined;
}

function refusalOf(
  { passwords }: AuthenticationContext,
  passwordHash: string | undefined,
  password: string,
): LoginFailure {
  if (encodingIssues(password).length > 0) return 'INVALID_INPUT';
  return passwordHash !== undefined && passwords.isUsableHash(passwordHash) ? 'WRONG_PASSWORD' : 'UNUSABLE_HASH';
}

/** The error for a refused caller. It tells of a suspension only if the password was right. */
export function refusalError(username: string, { refusal }: Pick<Refused, 'refusal'>): Error {
  return refusal === 'ACCOUNT_SUSPENDED' ? new AccountSuspendedError({ username }) : new InvalidCredentialsError();
}

/**
 * The changes and events of a refused try. They are the same for a name that nobody has. A right password is not counted. A try from a
 * known device counts only for the device, and one from a paused address counts only for the address: it must not keep the owner out.
 */
export function refuseTry(
  context: AuthenticationContext,
  username: string,
  { refusal, origin, ...account }: Refused,
  now: string,
  events: Events,
): readonly Change[] {
  events.add('LOGIN_FAILED', { reason: refusal });
  if (refusal === 'ACCOUNT_SUSPENDED') return [];
  const { policy } = context;
  const { address, device } = origin;
  if (device !== undefined) return [countSource(context, device, policy.failuresBeforePause, now, events)];
  const ofAddress =
    address === undefined ? [] : [countSource(context, address, policy.failuresBeforeSourcePause, now, events)];
  if (refusal === 'SOURCE_PAUSED') return ofAddress;
  const { counts, change } = countFailure(username, account, now, policy);
  const { failures, pausedUntil } = counts;
  if (pausedUntil !== undefined && pausedUntil !== countsOf(account)?.pausedUntil) {
    events.add('ACCOUNT_LOCKED', { failures, lockedUntil: pausedUntil });
  }
  return [change, ...ofAddress];
}

/** The changes after a right password. They end the count of the device, or the count of the name if the device is unknown. */
export function admit(
  { policy }: AuthenticationContext,
  { origin, ...account }: Admitted,
  renewedHash: string | undefined,
  now: string,
): readonly Change[] {
  // If sessions are limited, each login writes the record. So if two log in at once, the later one counts the other.
  const isWritten = policy.maxSessions !== undefined;
  const ofName = origin.device === undefined ? loginAfterSuccess : keepLogin;
  return [
    ofName(account, renewedHash, now, isWritten ? 'ALWAYS' : 'IF_CHANGED'),
    keepUser(account.user, now),
    ...deviceAfterSuccess(origin, now),
  ];
}
