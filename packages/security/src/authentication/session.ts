import type { UserRole } from '@orderfolio/domain';
import {
  type Insert,
  insert,
  type Moment,
  type RefreshFamily,
  type RefreshToken,
  type Save,
  type StoredUser,
  save,
  shownUser,
} from '@orderfolio/domain/adapter';
import type { AuditSource, RevocationReason } from '../audit/audit-event.ts';
import { redact } from '../audit/redact.ts';
import type { IssuedToken } from '../tokens/claims.ts';
import { createRefreshToken } from '../tokens/refresh-token.ts';
import type { AuthenticationContext } from './account-command.ts';
import { later, type Policy } from './policy.ts';
import type { PublicUser } from './public-user.ts';

/** What a client gets that has logged in or refreshed: both tokens are secrets of their bearer. */
export interface Session<Role extends string = UserRole> {
  readonly accessToken: string;
  /** ISO-8601 UTC. */
  readonly accessTokenExpiresAt: string;
  /** For one use: the refresh that it pays for brings the next one. */
  readonly refreshToken: string;
  /** ISO-8601 UTC. */
  readonly refreshTokenExpiresAt: string;
  /**
   * Of a login: for the device to keep when it logs out, and to send with its next login. It opens nothing, and keeps strangers from
   * pausing the account for this device.
   */
  readonly deviceToken?: string;
  readonly user: PublicUser<Role>;
}

/** The refresh token of a session, and the change that stores its hash. */
interface NewToken {
  readonly token: string;
  readonly expiresAt: string;
  readonly change: Insert<'refreshToken'>;
}

/** What a session is known again by. All of it is the client's word. */
export type Device = Pick<RefreshFamily, 'deviceLabel' | 'lastAddress'>;

/** The device of a request: by the label that it gives itself, or its user agent. */
export function deviceOf(source: AuditSource, label: string | undefined): Device {
  const deviceLabel = wordsOf(label ?? source.userAgent, source);
  return { ...(deviceLabel !== undefined && { deviceLabel }), ...addressOf(source) };
}

/** The address of a request, as a family keeps it. */
export function addressOf(source: AuditSource): Pick<Device, 'lastAddress'> {
  const lastAddress = wordsOf(source.ipAddress, source);
  return lastAddress === undefined ? {} : { lastAddress };
}

const LONGEST_WORDS = 100;

/** Text of a client as it may be stored and shown: as in the trail, and cut where no letter is in two. */
function wordsOf(value: string | undefined, { secrets = [] }: AuditSource): string | undefined {
  if (value === undefined) return undefined;
  const words = redact(value, secrets)
    .slice(0, LONGEST_WORDS)
    .replace(/[\ud800-\udbff]$/, '');
  return words === '' ? undefined : words;
}

/** A login: a new family of refresh tokens, and the first of them. */
export function openFamily(
  username: string,
  epoch: number,
  device: Device,
  { now, newId }: Moment,
  policy: Policy,
): NewToken & { readonly family: RefreshFamily } {
  const family: RefreshFamily = {
    username,
    familyId: newId(),
    epoch,
    expiresAt: later(now, policy.loginSeconds),
    ...device,
    lastUsedAt: now,
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
  const place = { username, tokenHash, familyId, familyExpiresAt: end };
  const value: RefreshToken = { ...place, status: 'ACTIVE', expiresAt, ...stored };
  return { token, expiresAt, change: insert('refreshToken', value) };
}

export function sessionOf(
  { roles }: Pick<AuthenticationContext, 'roles'>,
  user: StoredUser,
  access: IssuedToken<string>,
  refresh: Pick<NewToken, 'token' | 'expiresAt'>,
): Session<string> {
  return {
    accessToken: access.token,
    accessTokenExpiresAt: new Date(access.claims.exp * 1000).toISOString(),
    refreshToken: refresh.token,
    refreshTokenExpiresAt: refresh.expiresAt,
    user: shownUser(user, roles),
  };
}

/** The family, used again from this address. */
export function usedFamily(family: RefreshFamily, from: Pick<Device, 'lastAddress'>, now: string): RefreshFamily {
  return { ...family, ...from, lastUsedAt: now, updatedAt: now };
}

/** None of its tokens is accepted any more. */
export function endFamily(family: RefreshFamily, reason: RevocationReason, now: string): Save<'refreshFamily'> {
  const ended = { ...family, revokedAt: now, revokedReason: reason, updatedAt: now };
  return save('refreshFamily', family, ended);
}
