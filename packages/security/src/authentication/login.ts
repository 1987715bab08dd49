import { insert, type RefreshFamily, readFields, usernameSchema } from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { strangerName } from '../audit/stranger-name.ts';
import { InvalidCredentialsError } from '../errors/access-errors.ts';
import { TooBusyError } from '../errors/too-busy-error.ts';
import type { PasswordManager } from '../passwords/password-manager.ts';
import type { Patience } from '../passwords/patience.ts';
import type { IssuedToken } from '../tokens/claims.ts';
import { type AuthenticationContext, runAudited, sourceOf } from './account-command.ts';
import {
  type Admitted,
  admit,
  credentialCheck,
  type Refused,
  refusalError,
  refuseTry,
  type TriedFrom,
} from './credentials.ts';
import { epochOf, hashOf } from './login-record.ts';
import { deviceOf, openFamily, type Session, sessionOf } from './session.ts';
import { makeRoom, openFamilies } from './sessions.ts';

/** Who says to be whom, and where from. */
export interface Credentials extends TriedFrom {
  readonly username: string;
  readonly password: string;
  /** What the user knows the device by, in `sessions`. Default: the user agent. */
  readonly deviceLabel?: string | undefined;
}

/** An admitted login with what takes its time to make. */
interface Entering extends Admitted {
  readonly access: IssuedToken<string>;
  /** The hash as it is made today, where the stored one was made otherwise. */
  readonly renewedHash: string | undefined;
  /** The open sessions, where they are limited. */
  readonly open: readonly RefreshFamily[];
}

/** A login that is committed. */
interface Opened {
  readonly session: Session<string>;
  readonly familyId: string;
}

/** See `Authentication.authenticateUser`. */
export async function authenticateUser(context: AuthenticationContext, input: Credentials): Promise<Session<string>> {
  const given = readFields(input);
  const { password } = given;
  const source = sourceOf(given, password);
  const name = usernameSchema.safeParse(given.username);
  if (!name.success) return refuseName(context, given, source);
  const username = name.data;
  const credentials = credentialCheck(context, username, password, given);

  const outcome = await runAudited<Entering | Refused, Opened | Error>(context, {
    username,
    source,
    async gather() {
      const judged = await credentials();
      return judged.refusal === undefined ? enter(context, judged, given) : judged;
    },
    decide(facts, moment, events) {
      if (facts.refusal !== undefined) {
        const changes = refuseTry(context, username, facts, moment.now, events);
        return { result: refusalError(username, facts), changes };
      }
      const { user, access, renewedHash, open } = facts;
      const device = deviceOf(source, given.deviceLabel);
      const { family, ...refresh } = openFamily(username, epochOf(facts), device, moment, context.policy);
      events.add('LOGIN_SUCCEEDED', {});
      events.add('TOKEN_CREATED', { tokenId: access.claims.jti });
      events.add('TOKEN_CREATED', { tokenId: family.familyId });
      const ended = makeRoom(open, context.policy, moment.now, events);
      return {
        result: { session: sessionOf(context, user, access, refresh), familyId: family.familyId },
        changes: [
          ...admit(context, facts, renewedHash, moment.now),
          insert('refreshFamily', family),
          refresh.change,
          ...ended,
        ],
      };
    },
  });
  if (outcome instanceof Error) throw outcome;
  const { session, familyId } = outcome;
  const deviceToken = await context.tokens.issueDeviceToken(username, familyId, context.policy.deviceSeconds);
  return { ...session, deviceToken };
}

/** No user has such a name, as anyone can know: nothing is read or counted, and still one comparison is made. */
async function refuseName(context: AuthenticationContext, given: Credentials, source: AuditSource): Promise<never> {
  await context.passwords.matchesPassword(given.password, undefined, { signal: given.signal });
  const typed = typeof given.username === 'string' ? given.username : '';
  context.audit.loginFailed({ ...source, username: strangerName(typed), reason: 'INVALID_INPUT' });
  throw new InvalidCredentialsError();
}

async function enter(
  context: AuthenticationContext,
  admitted: Admitted,
  { password, signal }: Credentials,
): Promise<Entering> {
  const { username, role } = admitted.user;
  const { passwords, tokens, policy, roles } = context;
  return {
    ...admitted,
    access: await tokens.issueAccessToken(username, roles.of(role), { epoch: epochOf(admitted) }),
    open: policy.maxSessions === undefined ? [] : await openFamilies(context, username, epochOf(admitted)),
    renewedHash: await renewHash(passwords, password, hashOf(admitted), { signal }),
  };
}

/** The hash as it is made today, where the stored one was made otherwise. If it would wait too long, the next login makes it. */
async function renewHash(
  passwords: PasswordManager,
  password: string,
  hash: string | undefined,
  patience: Patience,
): Promise<string | undefined> {
  if (hash === undefined || !passwords.needsRehash(hash, password)) return undefined;
  try {
    return await passwords.rehashPassword(password, patience);
  } catch (error) {
    if (error instanceof TooBusyError) return undefined;
    throw error;
  }
}
