import { AccountSuspendedError, AlreadyExistsError, UserNotFoundError, type UserRole } from '@orderfolio/domain';
import {
  check,
  emailSchema,
  parse,
  readFields,
  save,
  shownUser,
  usernameSchema,
  verifyUserEmail,
} from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { type MailedTokenReference, readMailedToken } from '../tokens/mailed-token.ts';
import { type Account, type AuthenticationContext, readAccount, runAudited } from './account-command.ts';
import {
  type MailedToken,
  openAccountToken,
  type RefusedToken,
  readAccountToken,
  type UsableToken,
  useUp,
} from './account-token.ts';
import { type Admitted, admit, credentialCheck, type Refused, refusalError, refuseTry } from './credentials.ts';
import { readTried, type TriedFrom } from './given.ts';
import type { PublicUser } from './public-user.ts';

/** The user whose address is to change, and the new address. */
export interface EmailChange extends TriedFrom {
  readonly username: string;
  readonly currentPassword: string;
  readonly newEmail: string;
}

/** A token that came by mail. */
export interface MailedProof extends AuditSource {
  readonly token: string;
}

/** The user whose address is verified. */
export interface VerifiedEmail<Role extends string = UserRole> {
  readonly user: PublicUser<Role>;
  /** The former address, if it was another one. The service should also write there that it was changed. */
  readonly previousEmail?: string;
}

/** Shows that e-mail addresses belong to their users. */
export interface EmailVerification<Role extends string = UserRole> {
  /**
   * A token for the service to send to the user's address. It is good for one use and, by default, for a day. Undefined if the address is
   * verified already. USER_NOT_FOUND, ACCOUNT_SUSPENDED.
   */
  requestEmailVerification(username: string, source?: AuditSource): Promise<MailedToken<Role> | undefined>;
  /**
   * A token for the service to send to the new address. `verifyEmail` makes that address the user's. Nothing changes before, and the
   * caller does not learn whether somebody else has the address. `user.email` is the current address: the service should also write
   * there. INVALID_CREDENTIALS as for a login, and counted in the same way; VALIDATION_FAILED.
   */
  changeEmail(change: EmailChange): Promise<MailedToken<Role> & { readonly newEmail: string }>;
  /**
   * Verifies the address that the token was sent to, and makes it the user's. TOKEN_INVALID with the reason: UNKNOWN, USED, WITHDRAWN,
   * PREMATURE. TOKEN_EXPIRED. ALREADY_EXISTS if somebody else has the address.
   */
  verifyEmail(proof: MailedProof): Promise<VerifiedEmail<Role>>;
}

/** See `EmailVerification.requestEmailVerification`. */
export async function requestEmailVerification(
  context: AuthenticationContext,
  name: string,
  source: AuditSource,
): Promise<MailedToken<string> | undefined> {
  const username = parse(usernameSchema, name, 'username');
  return runAudited<Account, MailedToken<string> | undefined>(context, {
    name: 'auth.requestEmailVerification',
    username,
    source: sourceOf(source),
    gather: () => readAccount(context, username),
    decide(account, { now }, events) {
      const { user } = account;
      if (user === undefined) throw new UserNotFoundError({ username });
      if (user.status !== 'ACTIVE') throw new AccountSuspendedError({ username });
      if (user.emailVerifiedAt !== undefined) return { result: undefined, changes: [] };
      const issued = { username, email: user.email, purpose: 'EMAIL_VERIFICATION' } as const;
      const { change, ...sent } = openAccountToken(account, issued, now, context.policy.emailVerificationSeconds);
      events.add('EMAIL_VERIFICATION_REQUESTED', {});
      return { result: { ...sent, user: shownUser(user, context.roles) }, changes: [change] };
    },
  });
}

/** See `EmailVerification.changeEmail`. */
export async function changeEmail(
  context: AuthenticationContext,
  input: EmailChange,
): Promise<MailedToken<string> & { readonly newEmail: string }> {
  const { username: name, currentPassword, newEmail: address, ...from } = readFields(input);
  const username = parse(usernameSchema, name, 'username');
  const newEmail = parse(emailSchema, address, 'newEmail');
  const tried = readTried(from, currentPassword);
  const sent = await runAudited<Admitted | Refused, MailedToken<string> | Error>(context, {
    name: 'auth.changeEmail',
    username,
    source: tried.source,
    gather: credentialCheck(context, username, currentPassword, tried),
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        return { result: refusalError(username, facts), changes: refuseTry(context, username, facts, now, events) };
      }
      const issued = { username, email: newEmail, purpose: 'EMAIL_CHANGE' } as const;
      const { change, ...token } = openAccountToken(facts, issued, now, context.policy.emailVerificationSeconds);
      events.add('EMAIL_CHANGE_REQUESTED', {});
      const changes = [change, ...admit(context, facts, undefined, now)];
      return { result: { ...token, user: shownUser(facts.user, context.roles) }, changes };
    },
  });
  if (sent instanceof Error) throw sent;
  return { ...sent, newEmail };
}

/** See `EmailVerification.verifyEmail`. */
export async function verifyEmail(context: AuthenticationContext, input: MailedProof): Promise<VerifiedEmail<string>> {
  const { token, ...from } = readFields(input, 'proof');
  const source = sourceOf(from, token);
  const reference = readMailedToken(token);
  try {
    return await useEmailToken(context, reference, source);
  } catch (error) {
    if (error instanceof AlreadyExistsError && error.entity === 'user')
      context.audit.log('EMAIL_VERIFICATION_FAILED', {
        ...source,
        username: reference.username,
        reason: 'EMAIL_TAKEN',
      });
    throw error;
  }
}

async function useEmailToken(
  context: AuthenticationContext,
  reference: MailedTokenReference,
  source: AuditSource,
): Promise<VerifiedEmail<string>> {
  const { username, email } = reference;
  const { verified, error } = await runAudited<
    UsableToken | RefusedToken,
    { readonly verified?: VerifiedEmail<string>; readonly error?: Error }
  >(context, {
    name: 'auth.verifyEmail',
    username,
    source,
    gather: () => readAccountToken(context, reference, 'EMAIL_VERIFICATION', 'EMAIL_CHANGE'),
    decide(facts, { now }, events) {
      if (facts.refusal !== undefined) {
        events.refuse('EMAIL_VERIFICATION_FAILED', { reason: facts.refusal });
        return { result: { error: facts.error }, changes: [] };
      }
      const { user, login, token } = facts;
      const verifiedUser = verifyUserEmail(user, token.purpose === 'EMAIL_CHANGE' ? email : user.email, now);
      const saved = save('user', user, verifiedUser);
      const isMoved = verifiedUser.email !== user.email;
      events.add(isMoved ? 'EMAIL_CHANGED' : 'EMAIL_VERIFIED', {});
      const result = { user: shownUser(saved.value, context.roles), ...(isMoved && { previousEmail: user.email }) };
      return {
        result: { verified: result },
        // Anything that withdraws tokens writes the login record.
        changes: [saved, useUp(token, now), check({ entity: 'login', username }, login?.version ?? 0)],
      };
    },
  });
  if (verified === undefined) throw error;
  return verified;
}
