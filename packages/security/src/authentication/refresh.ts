import { AccountSuspendedError } from '@orderfolio/domain';
import { check, type Decision, type RefreshToken, save } from '@orderfolio/domain/adapter';
import type { AuditSource, RefreshRefusal } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
import { sealToken } from '../tokens/sealed-token.ts';
import { type AuthenticationContext, runAudited } from './account-command.ts';
import type { Events } from './events.ts';
import { epochOf } from './login-record.ts';
import {
  type Presented,
  type Refreshed,
  type RefusedToken,
  type Repeated,
  readPresented,
  type Unusable,
  type Usable,
  userOf,
} from './refresh-state.ts';
import { addressOf, endFamily, nextToken, type Session, sessionOf, usedFamily } from './session.ts';

type Outcome = { readonly session: Session<string> } | { readonly error: Refusal };

type Refusal = TokenExpiredError | TokenInvalidError | AccountSuspendedError;

/** See `Authentication.refresh`. */
export async function refresh(
  context: AuthenticationContext,
  text: string,
  given: AuditSource,
): Promise<Session<string>> {
  const source = sourceOf(given, text);
  const outcome = await runAudited<Refreshed | RefusedToken, Outcome>(context, {
    name: 'auth.refresh',
    username: namedIn(context, text, 'REFRESH_FAILED', source),
    source,
    async gather() {
      const { presented, ...account } = await readPresented(context, text);
      if (presented.state !== 'USABLE' && presented.state !== 'REPEATED') return { ...account, presented };
      const { username, role } = presented.user;
      const access = await context.tokens.issueAccessToken(username, context.roles.of(role), {
        epoch: epochOf(account),
      });
      return { ...account, presented: { ...presented, access } };
    },
    decide({ presented, login }, { now }, events) {
      if (presented.state !== 'USABLE' && presented.state !== 'REPEATED')
        return refuse(userOf(text), presented, now, events);
      const { user, family, access } = presented;
      const { tokenId, next, changes } = answerOf(context, presented, text, now);
      events.add('TOKEN_REFRESHED', { tokenId, ...(presented.state === 'REPEATED' && { reason: presented.state }) });
      events.add('TOKEN_CREATED', { tokenId: access.claims.jti });
      return {
        result: { session: sessionOf(context, user, access, next) },
        changes: [
          ...changes,
          // Anything that ends or refreshes the family in the meantime writes this record.
          save('refreshFamily', family, usedFamily(family, addressOf(source), now)),
          // Anything that ends all logins in the meantime writes this record.
          check({ entity: 'login', username: user.username }, login?.version ?? 0),
        ],
      };
    },
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.session;
}

/** The token that a refresh returns: a new one, or the same one again for a token within its grace. */
function answerOf({ policy }: AuthenticationContext, presented: Usable | Repeated, text: string, now: string) {
  const { family } = presented;
  const tokenId = family.familyId;
  if (presented.state === 'REPEATED') {
    const { successor, successorText } = presented;
    const { username, tokenHash, version, expiresAt } = successor;
    const unused = check({ entity: 'refreshToken', username, tokenHash }, version);
    return { tokenId, next: { token: successorText, expiresAt }, changes: [unused] };
  }
  const { token } = presented;
  const { change, ...next } = nextToken(family, now, policy);
  const rotated: RefreshToken = {
    ...token,
    status: 'ROTATED',
    rotatedAt: now,
    successorHash: change.value.tokenHash,
    sealedSuccessor: sealToken(next.token, text),
    updatedAt: now,
  };
  return { tokenId, next, changes: [save('refreshToken', token, rotated), change] };
}

function refuse(username: string, presented: Unusable, now: string, events: Events): Decision<Outcome> {
  events.refuse('REFRESH_FAILED', { reason: REASONS[presented.state] });
  if (presented.state !== 'REUSED') return { result: { error: errorOf(username, presented) }, changes: [] };
  const { family } = presented;
  events.add('TOKEN_REVOKED', { reason: 'REUSE_DETECTED', tokenId: family.familyId });
  return { result: { error: errorOf(username, presented) }, changes: [endFamily(family, 'REUSE_DETECTED', now)] };
}

const REASONS: { readonly [State in Unusable['state']]: RefreshRefusal } = {
  UNKNOWN: 'UNKNOWN_TOKEN',
  ENDED: 'ENDED',
  EXPIRED: 'EXPIRED',
  PREMATURE: 'PREMATURE',
  REUSED: 'REUSED',
  SUSPENDED: 'ACCOUNT_SUSPENDED',
};

function errorOf(username: string, presented: Unusable): Refusal {
  if (presented.state === 'EXPIRED') return new TokenExpiredError({ expiredAt: presented.expiredAt });
  if (presented.state === 'SUSPENDED') return new AccountSuspendedError({ username });
  return new TokenInvalidError({ reason: presented.state });
}

/** See `Authentication.logout`. */
export async function logout(context: AuthenticationContext, text: string, given: AuditSource): Promise<void> {
  const source = sourceOf(given, text);
  const isKnown = await runAudited<Presented, boolean>(context, {
    name: 'auth.logout',
    username: namedIn(context, text, 'LOGOUT_FAILED', source),
    source,
    gather: () => readPresented(context, text),
    decide({ presented }, { now }, events) {
      if (presented.state === 'UNKNOWN') {
        events.refuse('LOGOUT_FAILED', { reason: 'UNKNOWN_TOKEN' });
        return { result: false, changes: [] };
      }
      // Ending a login twice is not an error.
      if (!('family' in presented)) return { result: true, changes: [] };
      const { family } = presented;
      const isReused = presented.state === 'REUSED';
      if (!isReused) events.add('LOGGED_OUT', {});
      const reason = isReused ? 'REUSE_DETECTED' : 'LOGOUT';
      events.add('TOKEN_REVOKED', { reason, tokenId: family.familyId });
      return { result: true, changes: [endFamily(family, reason, now)] };
    },
  });
  if (!isKnown) throw new TokenInvalidError({ reason: 'UNKNOWN' });
}

/** The user that the token names. Text that is not a token is logged too: every refusal is one event. */
function namedIn(
  { audit }: AuthenticationContext,
  text: string,
  event: 'REFRESH_FAILED' | 'LOGOUT_FAILED',
  source: AuditSource,
): string {
  try {
    return userOf(text);
  } catch (error) {
    audit.log(event, { ...source, username: '', reason: 'INVALID_INPUT' });
    throw error;
  }
}
