import { check, type RefreshFamily, type RefreshToken, type StoredUser, save } from '@orderfolio/domain/adapter';
import type { AuditSource, RevocationReason } from '../audit/audit-event.ts';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
import type { IssuedToken } from '../tokens/claims.ts';
import { type RefreshTokenReference, readRefreshToken } from '../tokens/refresh-token.ts';
import { type Account, type AuthenticationContext, nowOf, runAudited, sourceOf } from './account-command.ts';
import { epochOf } from './login-record.ts';
import { nextToken, type Session, sessionOf } from './session.ts';

/** A token that may be exchanged. */
interface Usable {
  readonly state: 'USABLE';
  readonly user: StoredUser;
  readonly family: RefreshFamily;
  readonly token: RefreshToken;
}
/** A token that had been exchanged before: two hold it, and one of them is a thief. */
interface Reused {
  readonly state: 'REUSED';
  readonly family: RefreshFamily;
}
interface Expired {
  readonly state: 'EXPIRED';
  readonly expiredAt: string;
}
type TokenState = Usable | Reused | Expired | { readonly state: 'UNKNOWN' | 'ENDED' };

type Presented = Account & { readonly presented: TokenState };
type Refreshed = Account & { readonly presented: Usable & { readonly access: IssuedToken } };

/** See `Authentication.refresh`. */
export async function refresh(context: AuthenticationContext, text: string, given: AuditSource): Promise<Session> {
  const reference = readRefreshToken(text);
  const session = await runAudited<Refreshed | Presented, Session | undefined>(context, {
    username: reference.username,
    source: sourceOf(given, text),
    async gather() {
      const { presented, ...account } = await readPresented(context, reference);
      if (presented.state !== 'USABLE') return { ...account, presented };
      const { username, role } = presented.user;
      return { ...account, presented: { ...presented, access: await context.tokens.issueAccessToken(username, role) } };
    },
    decide({ presented, login }, { now }, events) {
      if (!('access' in presented)) {
        const family = requireReused(presented);
        events.add('TOKEN_REVOKED', { reason: 'REUSE_DETECTED', tokenId: family.familyId });
        return { result: undefined, changes: [endFamily(family, 'REUSE_DETECTED', now)] };
      }
      const { user, family, token, access } = presented;
      const { change, ...next } = nextToken(family, now, context.policy);
      const rotated: RefreshToken = { ...token, status: 'ROTATED', version: token.version + 1, updatedAt: now };
      events.add('TOKEN_REFRESHED', { tokenId: family.familyId });
      events.add('TOKEN_CREATED', { tokenId: access.claims.jti });
      return {
        result: sessionOf(user, access, next),
        changes: [
          save('refreshToken', token, rotated),
          change,
          check({ entity: 'refreshFamily', username: user.username, familyId: family.familyId }, family.version),
          // What ends all logins meanwhile writes this record.
          check({ entity: 'login', username: user.username }, login?.version ?? 0),
        ],
      };
    },
  });
  if (session === undefined) throw new TokenInvalidError({ reason: 'REUSED' });
  return session;
}

/** See `Authentication.logout`. */
export async function logout(context: AuthenticationContext, text: string, given: AuditSource): Promise<void> {
  const reference = readRefreshToken(text);
  await runAudited<Presented, undefined>(context, {
    username: reference.username,
    source: sourceOf(given, text),
    gather: () => readPresented(context, reference),
    decide({ presented }, { now }, events) {
      if (presented.state === 'UNKNOWN') throw new TokenInvalidError({ reason: 'UNKNOWN' });
      // A login that is over cannot be ended again; asking twice is no fault.
      if (!('family' in presented)) return { result: undefined, changes: [] };
      events.add('LOGGED_OUT', {});
      events.add('TOKEN_REVOKED', { reason: 'LOGOUT', tokenId: presented.family.familyId });
      return { result: undefined, changes: [endFamily(presented.family, 'LOGOUT', now)] };
    },
  });
}

/** The family of a token that was used before. Any other that cannot be used is an error, and changes nothing. */
function requireReused(presented: TokenState): RefreshFamily {
  if (presented.state === 'REUSED') return presented.family;
  if (presented.state === 'EXPIRED') throw new TokenExpiredError({ expiredAt: presented.expiredAt });
  throw new TokenInvalidError({ reason: presented.state === 'ENDED' ? 'ENDED' : 'UNKNOWN' });
}

async function readPresented(
  context: AuthenticationContext,
  { username, familyId, tokenHash }: RefreshTokenReference,
): Promise<Presented> {
  const [user, login, attempts, head, family, token] = await context.commands.unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
    context.keepAuditTrail ? { entity: 'auditHead', username } : undefined,
    { entity: 'refreshFamily', username, familyId },
    { entity: 'refreshToken', username, tokenHash },
  ]);
  const presented = stateOf(user, epochOf({ user, login, attempts }), family, token, nowOf(context));
  return { user, login, attempts, head, presented };
}

function stateOf(
  user: StoredUser | undefined,
  epoch: number,
  family: RefreshFamily | undefined,
  token: RefreshToken | undefined,
  now: string,
): TokenState {
  if (user === undefined || family === undefined || token === undefined) return { state: 'UNKNOWN' };
  if (family.revokedAt !== undefined || family.epoch < epoch) return { state: 'ENDED' };
  if (family.expiresAt <= now) return { state: 'EXPIRED', expiredAt: family.expiresAt };
  if (token.status === 'ROTATED') return { state: 'REUSED', family };
  if (token.expiresAt <= now) return { state: 'EXPIRED', expiredAt: token.expiresAt };
  return { state: 'USABLE', user, family, token };
}

function endFamily(family: RefreshFamily, reason: RevocationReason, now: string) {
  const ended: RefreshFamily = {
    ...family,
    revokedAt: now,
    revokedReason: reason,
    version: family.version + 1,
    updatedAt: now,
  };
  return save('refreshFamily', family, ended);
}
