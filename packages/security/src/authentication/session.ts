import {
  type Change,
  insert,
  type Moment,
  type RefreshFamily,
  type RefreshToken,
  type StoredUser,
  shownUser,
} from '@orderfolio/domain/adapter';
import type { IssuedToken } from '../tokens/claims.ts';
import { createRefreshToken } from '../tokens/refresh-token.ts';
import { later, type Policy } from './policy.ts';
import type { PublicUser } from './public-user.ts';

/** What a client gets that has logged in or refreshed: both tokens are secrets of their bearer. */
export interface Session {
  readonly accessToken: string;
  /** ISO-8601 UTC. */
  readonly accessTokenExpiresAt: string;
  /** For one use: the refresh that it pays for brings the next one. */
  readonly refreshToken: string;
  /** ISO-8601 UTC. */
  readonly refreshTokenExpiresAt: string;
  readonly user: PublicUser;
}

/** The refresh token of a session, and the change that stores its hash. */
interface NewToken {
  readonly token: string;
  readonly expiresAt: string;
  readonly change: Change;
}

/** A login: a new family of refresh tokens, and the first of them. */
export function openFamily(
  username: string,
  epoch: number,
  { now, newId }: Moment,
  policy: Policy,
): NewToken & { readonly family: RefreshFamily } {
  const family: RefreshFamily = {
    username,
    familyId: newId(),
    epoch,
    expiresAt: later(now, policy.loginSeconds),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return { family, ...nextToken(family, now, policy) };
}

/** The next token of a family. It never outlives the family. */
export function nextToken(
  { username, familyId, expiresAt: end }: RefreshFamily,
  now: string,
  policy: Policy,
): NewToken {
  const { token, tokenHash } = createRefreshToken(username, familyId);
  const idleEnd = later(now, policy.refreshTokenSeconds);
  const expiresAt = idleEnd < end ? idleEnd : end;
  const stored = { version: 1, createdAt: now, updatedAt: now };
  const value: RefreshToken = { username, tokenHash, familyId, status: 'ACTIVE', expiresAt, ...stored };
  return { token, expiresAt, change: insert('refreshToken', value) };
}

export function sessionOf(
  user: StoredUser,
  access: IssuedToken,
  refresh: Pick<NewToken, 'token' | 'expiresAt'>,
): Session {
  return {
    accessToken: access.token,
    accessTokenExpiresAt: new Date(access.claims.exp * 1000).toISOString(),
    refreshToken: refresh.token,
    refreshTokenExpiresAt: refresh.expiresAt,
    user: shownUser(user),
  };
}
