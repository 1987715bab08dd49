import {
  type Change,
  isOfLeaptClock,
  MAX_PAGE,
  parse,
  type RefreshFamily,
  type RefreshTokenRepository,
  usernameSchema,
} from '@orderfolio/domain/adapter';
import * as z from 'zod';
import { type AuthenticationContext, nowOf, requireAccount, runAudited } from './account-command.ts';
import type { Events } from './events.ts';
import { type OnBehalf, readOnBehalf } from './given.ts';
import { epochOf } from './login-record.ts';
import { later } from './policy.ts';
import { endFamily } from './session.ts';

/** An open login, and the details by which its owner recognises it. */
export interface OpenSession {
  /** The family of its refresh tokens: a ULID. */
  readonly familyId: string;
  /** The name that the client gave itself when it logged in. Like the address, it is not checked. */
  readonly deviceLabel?: string;
  readonly createdAt: string;
  /** When it last got new tokens. */
  readonly lastUsedAt: string;
  readonly lastAddress?: string;
  /** When it ends, however often it is refreshed. */
  readonly expiresAt: string;
}

/** The open logins of a user. */
export interface Sessions {
  /** The logins that can be refreshed now, newest first. USER_NOT_FOUND. */
  sessions(username: string): Promise<{ readonly items: readonly OpenSession[] }>;
  /**
   * Ends one login, by its id from `sessions`. It does nothing if the login has ended, or belongs to another user. Its access token stays
   * valid until it expires. `by` names who did it for the user. USER_NOT_FOUND.
   */
  endSession(username: string, familyId: string, source?: OnBehalf): Promise<void>;
}

const familyIdSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID');

/** See `Sessions.sessions`. */
export async function sessions(
  context: AuthenticationContext,
  name: string,
): Promise<{ readonly items: readonly OpenSession[] }> {
  const username = parse(usernameSchema, name, 'username');
  const account = await requireAccount(context, username);
  const open = await openFamilies(context, username, epochOf(account));
  return { items: open.map(shownSession) };
}

/** See `Sessions.endSession`. */
export async function endSession(
  context: AuthenticationContext,
  name: string,
  family: string,
  given: OnBehalf,
): Promise<void> {
  const username = parse(usernameSchema, name, 'username');
  const familyId = parse(familyIdSchema, family, 'familyId');
  const { actor, source } = readOnBehalf(given, username);
  await runAudited(context, {
    name: 'auth.endSession',
    username,
    source,
    async gather() {
      const account = await requireAccount(context, username);
      const found = await context.families.getFamily(username, familyId);
      return {
        ...account,
        family: found !== undefined && isOpen(context, found, epochOf(account)) ? found : undefined,
      };
    },
    decide({ family: ended }, { now }, events) {
      if (ended === undefined) return { result: undefined, changes: [] };
      const told =
        actor === username ? ({ reason: 'SESSION_ENDED' } as const) : ({ reason: 'BY_ADMIN', actor } as const);
      events.add('TOKEN_REVOKED', { ...told, tokenId: familyId });
      return { result: undefined, changes: [endFamily(ended, told.reason, now)] };
    },
  });
}

/** The most sessions that one login ends: they must fit into its commit, with their events. */
const MOST_ENDED_AT_ONCE = 40;

/** The sessions that a login above the limit ends: the oldest open ones. */
export function makeRoom(
  open: readonly RefreshFamily[],
  { maxSessions }: AuthenticationContext['policy'],
  now: string,
  events: Events,
): readonly Change[] {
  if (maxSessions === undefined) return [];
  const ended = open.slice(Math.max(0, maxSessions - 1)).slice(-MOST_ENDED_AT_ONCE);
  for (const { familyId } of ended) events.add('TOKEN_REVOKED', { reason: 'SESSION_LIMIT', tokenId: familyId });
  return ended.map((family) => endFamily(family, 'SESSION_LIMIT', now));
}

/** The families that can be refreshed now, newest first. */
export async function openFamilies(
  context: AuthenticationContext,
  username: string,
  epoch: number,
): Promise<readonly RefreshFamily[]> {
  const open: RefreshFamily[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<RefreshTokenRepository['listFamilies']>> = await context.families.listFamilies(
      username,
      { limit: MAX_PAGE, cursor },
    );
    open.push(...page.items.filter((family) => isOpen(context, family, epoch)));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return open;
}

function isOpen(context: AuthenticationContext, family: RefreshFamily, epoch: number): boolean {
  const now = nowOf(context);
  const idleEnd = later(lastUseOf(family), context.policy.refreshTokenSeconds);
  const isOver = family.revokedAt !== undefined || family.epoch < epoch || family.expiresAt <= now || idleEnd <= now;
  return !isOver && !isOfLeaptClock(family.createdAt, now);
}

/** An older release did not store when a family was last used. It may have been a moment ago. */
function lastUseOf({ lastUsedAt, expiresAt }: RefreshFamily): string {
  return lastUsedAt ?? expiresAt;
}

function shownSession({
  familyId,
  deviceLabel,
  createdAt,
  lastUsedAt,
  lastAddress,
  expiresAt,
}: RefreshFamily): OpenSession {
  return {
    familyId,
    ...(deviceLabel !== undefined && { deviceLabel }),
    createdAt,
    lastUsedAt: lastUsedAt ?? createdAt,
    ...(lastAddress !== undefined && { lastAddress }),
    expiresAt,
  };
}
