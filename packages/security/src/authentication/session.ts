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

/** The result of a login or a refresh for its client. Both tokens are secrets of their bearer. */
export interface Session<Role extends string = UserRole> {
  readonly accessToken: string;
  /** ISO-8601 UTC. */
  readonly accessTokenExpiresAt: string;
  /** Good for one refresh, which returns the next one. */
  readonly refreshToken: string;
  /** ISO-8601 UTC. */
  readonly refreshTokenExpiresAt: string;
  /**
   * Only after a login. The device keeps it after a logout, and sends it with its next login. It opens nothing, but keeps strangers from
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

/** The details by which a session is recognised. The client says all of them, and nothing is checked. */
export type Device = Pick<RefreshFamily, 'deviceLabel' | 'lastAddress'>;

/** The device of a request, under its own label, or its user agent. */
export function deviceOf(source: AuditSource, label: string | undefined): Device {
  const deviceLabel = wordsOf(label ?? source.userAgent, source);
  return { ...(deviceLabel !== undefined && { deviceLabel }), ...addressOf(source) };
}

/** The address of a request, in the form that a family keeps. */
export function addressOf(source: AuditSource): Pick<Device, 'lastAddress'> {
  const lastAddress = wordsOf(source.ipAddress, source);
  return lastAddress === undefined ? {} : { lastAddress };
}

const LONGEST_WORDS = 100;

/** Text of a client, made fit for the store and the screen: redacted as in the trail, and cut between whole characters. */
function wordsOf(value: string | undefined, { secrets = [] }: AuditSource): string | undefined {
  if (value === undefined) return undefined;
  const words = redact(value, secrets)
    .slice(0, LONGEST_WORDS)
    .replace(/[\ud800-\udbff]$/, '');
  return words === '' ? undefined : words;
}

/** Begins a login: a new family of refresh tokens, and the first of them. */
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

/** The family, with this address as its latest use. */
export function usedFamily(family: RefreshFamily, from: Pick<Device, 'lastAddress'>, now: string): RefreshFamily {
  return { ...family, ...from, lastUsedAt: now, updatedAt: now };
}

/** Ends the family: none of its tokens is accepted after that. */
export function endFamily(family: RefreshFamily, reason: RevocationReason, now: string): Save<'refreshFamily'> {
  const ended = { ...family, revokedAt: now, revokedReason: reason, updatedAt: now };
  return save('refreshFamily', family, ended);
}
