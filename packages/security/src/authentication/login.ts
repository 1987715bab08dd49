import { insert, parse, type RefreshFamily, readFields, usernameSchema } from '@orderfolio/domain/adapter';
import { words } from '../audit/audit-source.ts';
import { strangerName } from '../audit/stranger-name.ts';
import { InvalidCredentialsError } from '../errors/access-errors.ts';
import { TooBusyError } from '../errors/too-busy-error.ts';
import type { PasswordManager } from '../passwords/password-manager.ts';
import type { Patience } from '../passwords/patience.ts';
import type { IssuedToken } from '../tokens/claims.ts';
import { type AuthenticationContext, runAudited } from './account-command.ts';
import { type Admitted, admit, credentialCheck, type Refused, refusalError, refuseTry } from './credentials.ts';
import { readTried, type Tried, type TriedFrom } from './given.ts';
import { epochOf, hashOf } from './login-record.ts';
import { deviceOf, openFamily, type Session, sessionOf } from './session.ts';
import { makeRoom, openFamilies } from './sessions.ts';

/** Who wants to log in, and from where. */
export interface Credentials extends TriedFrom {
  readonly username: string;
  readonly password: string;
  /** The name of the device in `sessions`, for the user to recognise. Default: the user agent. */
  readonly deviceLabel?: string | undefined;
}

/** An admitted login, and the parts that take time to make. */
interface Entering extends Admitted {
  readonly access: IssuedToken<string>;
  /** The hash as it is made today, if the stored one was made in another way. */
  readonly renewedHash: string | undefined;
  /** The open sessions, if they are limited. */
  readonly open: readonly RefreshFamily[];
}

/** A committed login. */
interface Opened {
  readonly session: Session<string>;
  readonly familyId: string;
}

/** See `Authentication.authenticateUser`. */
export async function authenticateUser(context: AuthenticationContext, input: Credentials): Promise<Session<string>> {
  const { username: typed, password, deviceLabel, ...from } = readFields(input);
  const tried = readTried(from, password);
  const { source, signal } = tried;
  const device = deviceOf(source, parse(words, deviceLabel, 'deviceLabel'));
  const name = usernameSchema.safeParse(typed);
  if (!name.success) return refuseName(context, typed, password, tried);
  const username = name.data;
  const credentials = credentialCheck(context, username, password, tried);

  const outcome = await runAudited<Entering | Refused, Opened | Error>(context, {
    name: 'auth.authenticateUser',
    username,
    source,
    async gather() {
      const judged = await credentials();
      return judged.refusal === undefined ? enter(context, judged, password, { signal }) : judged;
    },
    decide(facts, moment, events) {
      if (facts.refusal !== undefined) {
        const changes = refuseTry(context, username, facts, moment.now, events);
        return { result: refusalError(username, facts), changes };
      }
      const { user, access, renewedHash, open } = facts;
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

/** No user can have such a name, and anyone can know that. So nothing is read or counted, but one comparison is made. */
async function refuseName(
  context: AuthenticationContext,
  typed: unknown,
  password: string,
  { source, signal }: Tried,
): Promise<never> {
  await context.passwords.matchesPassword(password, undefined, { signal });
  const username = strangerName(typeof typed === 'string' ? typed : '');
  context.audit.loginFailed({ ...source, username, reason: 'INVALID_INPUT' });
  throw new InvalidCredentialsError();
}

async function enter(
  context: AuthenticationContext,
  admitted: Admitted,
  password: string,
  patience: Patience,
): Promise<Entering> {
  const { username, role } = admitted.user;
  const { passwords, tokens, policy, roles } = context;
  return {
    ...admitted,
    access: await tokens.issueAccessToken(username, roles.of(role), { epoch: epochOf(admitted) }),
    open: policy.maxSessions === undefined ? [] : await openFamilies(context, username, epochOf(admitted)),
    renewedHash: await renewHash(passwords, password, hashOf(admitted), patience),
  };
}

/** The hash as it is made today, if the stored one was made in another way. If it would wait too long, the next login makes it. */
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
