import { changeUserRole, parse, requireNotErased, save, shownUser, usernameSchema } from '@orderfolio/domain/adapter';
import * as z from 'zod';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { type AuthenticationContext, requireAccount, runAudited } from './account-command.ts';
import { type ActingFor, type OnBehalf, readActing, readOnBehalf } from './given.ts';
import { endLogins, forgetFailures, keepUser } from './login-record.ts';
import type { PublicUser } from './public-user.ts';

/** See `Authentication.changeRole`. */
export async function changeRole(
  context: AuthenticationContext,
  givenName: string,
  givenRole: string,
  by: string,
  given: AuditSource,
): Promise<PublicUser<string>> {
  const username = parse(usernameSchema, givenName, 'username');
  const role = parse(z.enum(context.roles.names), givenRole, 'role');
  const actor = parse(usernameSchema, by, 'by');
  return runAudited(context, {
    name: 'auth.changeRole',
    username,
    source: sourceOf(given),
    gather: () => requireAccount(context, username),
    decide(account, { now }, events) {
      const { user } = account;
      requireNotErased(user);
      if (user.role === role) return { result: shownUser(user, context.roles), changes: [] };
      // The login record is written with it, and takes over the hash that an older release kept here.
      const changed = save('user', user, changeUserRole(shownUser(user), role, now));
      events.add('ROLE_CHANGED', { role, previousRole: user.role, actor });
      events.add('TOKEN_REVOKED', { reason: 'ROLE_CHANGED', actor });
      return {
        result: shownUser(changed.value),
        changes: [changed, endLogins(account, now)],
      };
    },
  });
}

/** See `Authentication.unlock`. */
export async function unlock(context: AuthenticationContext, givenName: string, acting: ActingFor): Promise<void> {
  const username = parse(usernameSchema, givenName, 'username');
  const { actor, source } = readActing(acting);
  await runAudited(context, {
    name: 'auth.unlock',
    username,
    source,
    gather: () => requireAccount(context, username),
    decide(account, { now }, events) {
      const forgotten = forgetFailures(account, now);
      if (forgotten === undefined) return { result: undefined, changes: [] };
      events.add('ACCOUNT_UNLOCKED', { actor });
      return { result: undefined, changes: [forgotten, keepUser(account.user, now)] };
    },
  });
}

/** See `Authentication.logoutEverywhere`. */
export async function logoutEverywhere(
  context: AuthenticationContext,
  givenName: string,
  given: OnBehalf,
): Promise<void> {
  const username = parse(usernameSchema, givenName, 'username');
  const { actor, source } = readOnBehalf(given, username);
  await runAudited(context, {
    name: 'auth.logoutEverywhere',
    username,
    source,
    gather: () => requireAccount(context, username),
    decide(account, { now }, events) {
      const isSelf = actor === username;
      if (isSelf) events.add('LOGGED_OUT', {});
      events.add('TOKEN_REVOKED', isSelf ? { reason: 'LOGOUT' } : { reason: 'BY_ADMIN', actor });
      return { result: undefined, changes: [endLogins(account, now)] };
    },
  });
}
