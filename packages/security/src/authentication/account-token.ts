import type { UserRole } from '@orderfolio/domain';
import {
  type AccountToken,
  type AccountTokenPurpose,
  type Change,
  type Insert,
  insert,
  isOfLeaptClock,
  type StoredUser,
  save,
} from '@orderfolio/domain/adapter';
import type { MailedTokenRefusal } from '../audit/audit-event.ts';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
import { createMailedToken, type MailedTokenReference } from '../tokens/mailed-token.ts';
import { type Account, type AuthenticationContext, nowOf } from './account-command.ts';
import { epochOf, type Logins } from './login-record.ts';
import { later } from './policy.ts';
import type { PublicUser } from './public-user.ts';

/** The token that a service sends to an address. */
export interface MailedToken<Role extends string = UserRole> {
  /** A secret of the reader of the mail. Do not log it. It can be put into a URL as it is. */
  readonly token: string;
  /** ISO-8601 UTC. */
  readonly expiresAt: string;
  readonly user: PublicUser<Role>;
}

/** A token that can be used, and its user. */
interface Usable {
  readonly user: StoredUser;
  readonly token: AccountToken;
  readonly refusal: undefined;
}
/** A token that cannot be used, and the error for its bearer. */
interface Refused {
  readonly refusal: MailedTokenRefusal;
  readonly error: TokenExpiredError | TokenInvalidError;
}
/** A presented token that can be used, with the account that it opens. */
export type UsableToken = Account & Usable;
/** A presented token that cannot be used, with the account that it names. */
export type RefusedToken = Account & Refused;

/** A new token of this user for this address, and the change that stores its hash. */
export function openAccountToken(
  logins: Logins,
  { username, email, purpose }: Pick<AccountToken, 'username' | 'purpose'> & { readonly email: string },
  now: string,
  lifetimeSeconds: number,
): { readonly token: string; readonly expiresAt: string; readonly change: Insert<'accountToken'> } {
  const { token, tokenHash } = createMailedToken(username, email);
  const expiresAt = later(now, lifetimeSeconds);
  const stored = { version: 1, createdAt: now, updatedAt: now };
  const value: AccountToken = { username, tokenHash, purpose, epoch: epochOf(logins), expiresAt, ...stored };
  return { token, expiresAt, change: insert('accountToken', value) };
}

/** The account of a presented token, in one read, and whether the token can be used for one of these purposes. */
export async function readAccountToken(
  context: AuthenticationContext,
  reference: MailedTokenReference,
  ...purposes: readonly AccountTokenPurpose[]
): Promise<UsableToken | RefusedToken> {
  const { username, tokenHash } = reference;
  const [user, login, attempts, head, token] = await context.commands.unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
    context.keepAuditTrail ? { entity: 'auditHead', username } : undefined,
    { entity: 'accountToken', username, tokenHash },
  ]);
  const account = { user, login, attempts, head };
  if (user === undefined || token === undefined || !purposes.includes(token.purpose))
    return { ...account, refusal: 'UNKNOWN_TOKEN', error: new TokenInvalidError({ reason: 'UNKNOWN' }) };
  const refusal = refusalOf({ ...account, user }, token, reference.email, nowOf(context));
  if (refusal !== undefined) return { ...account, refusal, error: errorOf(refusal, token) };
  return { ...account, user, token, refusal };
}

function refusalOf(
  account: Logins & { readonly user: StoredUser },
  token: AccountToken,
  email: string,
  now: string,
): Exclude<MailedTokenRefusal, 'UNKNOWN_TOKEN'> | undefined {
  if (token.usedAt !== undefined) return 'USED';
  if (token.expiresAt <= now) return 'EXPIRED';
  if (isOfLeaptClock(token.createdAt, now)) return 'PREMATURE';
  const { endsWithLogins, isForCurrentAddress } = TERMS[token.purpose];
  if (endsWithLogins && token.epoch !== epochOf(account)) return 'WITHDRAWN';
  if (isForCurrentAddress && email.toLowerCase() !== account.user.email.toLowerCase()) return 'WITHDRAWN';
  return undefined;
}

/** The events that withdraw an unused token: the end of all logins, or a change of the address that it was sent to. */
const TERMS: {
  readonly [Purpose in AccountTokenPurpose]: {
    readonly endsWithLogins: boolean;
    readonly isForCurrentAddress: boolean;
  };
} = {
  PASSWORD_RESET: { endsWithLogins: true, isForCurrentAddress: true },
  EMAIL_VERIFICATION: { endsWithLogins: false, isForCurrentAddress: true },
  EMAIL_CHANGE: { endsWithLogins: true, isForCurrentAddress: false },
};

/** Marks the token as used. If two use it at once, the later one conflicts on this record. */
export function useUp(token: AccountToken, now: string): Change {
  return save('accountToken', token, { ...token, usedAt: now, updatedAt: now });
}

function errorOf(refusal: Exclude<MailedTokenRefusal, 'UNKNOWN_TOKEN'>, { expiresAt }: AccountToken): Refused['error'] {
  if (refusal === 'EXPIRED') return new TokenExpiredError({ expiredAt: expiresAt });
  return new TokenInvalidError({ reason: refusal });
}
