import { isOfLeaptClock, type RefreshFamily, type RefreshToken, type StoredUser } from '@orderfolio/domain/adapter';
import type { IssuedToken } from '../tokens/claims.ts';
import { type RefreshTokenReference, readRefreshToken } from '../tokens/refresh-token.ts';
import { openSealed } from '../tokens/sealed-token.ts';
import { type Account, type AuthenticationContext, nowOf } from './account-command.ts';
import { epochOf } from './login-record.ts';
import { later } from './policy.ts';

/** A token that may be exchanged. */
export interface Usable {
  readonly state: 'USABLE';
  readonly user: StoredUser;
  readonly family: RefreshFamily;
  readonly token: RefreshToken;
}
/** A token that was exchanged a moment ago, and whose successor is still unused. Its answer was lost, or two requests came at once. */
export interface Repeated {
  readonly state: 'REPEATED';
  readonly user: StoredUser;
  readonly family: RefreshFamily;
  readonly successor: RefreshToken;
  readonly successorText: string;
}
/** A token that had been exchanged before. Two parties have it, and one of them is a thief. */
interface Reused {
  readonly state: 'REUSED';
  readonly family: RefreshFamily;
}
/** A token of a login that began while the clock had leapt ahead. Its age is unknown. */
interface Premature {
  readonly state: 'PREMATURE';
  readonly family: RefreshFamily;
}
interface Expired {
  readonly state: 'EXPIRED';
  readonly expiredAt: string;
}
/** A token that cannot be exchanged. */
export type Unusable = Reused | Premature | Expired | { readonly state: 'UNKNOWN' | 'ENDED' | 'SUSPENDED' };
/** The state of a presented token. */
type TokenState = Usable | Repeated | Unusable;

export type Presented = Account & { readonly presented: TokenState };
/** A refused token. */
export type RefusedToken = Account & { readonly presented: Unusable };
/** A token that was exchanged, and the new access token. */
export type Refreshed = Account & {
  readonly presented: (Usable | Repeated) & { readonly access: IssuedToken<string> };
};

/** The account of a presented token, in one read, and the state of the token. For a used token, a second read finds its successor. */
export async function readPresented(context: AuthenticationContext, text: string): Promise<Presented> {
  const reference = readRefreshToken(text);
  const { username, familyId, tokenHash } = reference;
  const { unitOfWork } = context.commands;
  const [user, login, attempts, head, family, token] = await unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
    context.keepAuditTrail ? { entity: 'auditHead', username } : undefined,
    { entity: 'refreshFamily', username, familyId },
    { entity: 'refreshToken', username, tokenHash },
  ]);
  const account = { user, login, attempts, head };
  const now = nowOf(context);
  const presented = stateOf(user, epochOf(account), family, token, now);
  if (presented.state !== 'REUSED' || user === undefined || token === undefined) return { ...account, presented };
  const repeated = await repetitionOf(context, { ...presented, user }, token, text, now);
  return { ...account, presented: repeated ?? presented };
}

function stateOf(
  user: StoredUser | undefined,
  epoch: number,
  family: RefreshFamily | undefined,
  token: RefreshToken | undefined,
  now: string,
): Exclude<TokenState, Repeated> {
  if (user === undefined || family === undefined || token === undefined) return { state: 'UNKNOWN' };
  if (family.revokedAt !== undefined || family.epoch < epoch) return { state: 'ENDED' };
  if (family.expiresAt <= now) return { state: 'EXPIRED', expiredAt: family.expiresAt };
  if (isOfLeaptClock(family.createdAt, now)) return { state: 'PREMATURE', family };
  // Suspending a user also ends the family. This check is for records that were written past the rules.
  if (user.status !== 'ACTIVE') return { state: 'SUSPENDED' };
  if (token.status === 'ROTATED') return { state: 'REUSED', family };
  if (token.expiresAt <= now) return { state: 'EXPIRED', expiredAt: token.expiresAt };
  return { state: 'USABLE', user, family, token };
}

/** A used token within its grace, whose successor is unused. */
async function repetitionOf(
  { commands, policy }: AuthenticationContext,
  { user, family }: Pick<Repeated, 'user' | 'family'>,
  { rotatedAt, successorHash, sealedSuccessor }: RefreshToken,
  text: string,
  now: string,
): Promise<Repeated | undefined> {
  if (rotatedAt === undefined || successorHash === undefined || sealedSuccessor === undefined) return undefined;
  if (later(rotatedAt, policy.refreshGraceSeconds) <= now || isOfLeaptClock(rotatedAt, now)) return undefined;
  const [successor] = await commands.unitOfWork.read([
    { entity: 'refreshToken', username: user.username, tokenHash: successorHash },
  ]);
  if (successor?.status !== 'ACTIVE' || successor.expiresAt <= now) return undefined;
  const successorText = openSealed(sealedSuccessor, text);
  if (successorText === undefined) return undefined;
  return { state: 'REPEATED', user, family, successor, successorText };
}

/** The user that a presented token names. TOKEN_INVALID (MALFORMED). */
export function userOf(text: string): RefreshTokenReference['username'] {
  return readRefreshToken(text).username;
}
