import type { StatusChange, UserRole } from '@orderfolio/domain';
import {
  changeStatus,
  forgetDevices,
  parse,
  readFields,
  readStatusFacts,
  type StatusAction,
  shownUser,
  statusChangeSchema,
  usernameSchema,
} from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { type AuthenticationContext, runAudited } from './account-command.ts';
import type { PublicUser } from './public-user.ts';

/** The actor, the reason and the origin. `by` is recorded, but not checked: call `requireRole` first. */
export interface StatusActing extends StatusChange, AuditSource {}

/** The actions of operators on an account. They are those of `app.users`, with an event for the trail in the same commit. */
export interface AuditedStatus<Role extends string = UserRole> {
  /** Like `app.users.suspend`. Repeating it changes nothing, and adds no event. USER_NOT_FOUND. */
  suspend(username: string, acting: StatusActing): Promise<PublicUser<Role>>;
  /** Like `app.users.reinstate`. USER_NOT_FOUND, ACCOUNT_SUSPENDED (an erased account stays erased). */
  reinstate(username: string, acting: StatusActing): Promise<PublicUser<Role>>;
  /** Like `app.users.erase`. The trail stays: nothing in it names the person, except the username. USER_NOT_FOUND. */
  erase(username: string, acting: StatusActing): Promise<PublicUser<Role>>;
}

const EVENTS = { suspend: 'USER_SUSPENDED', reinstate: 'USER_REINSTATED', erase: 'USER_ERASED' } as const;

/** See `AuditedStatus`. */
export async function actOnStatus(
  context: AuthenticationContext,
  action: StatusAction,
  name: string,
  acting: StatusActing,
): Promise<PublicUser<string>> {
  const { by, reason, ...source } = readFields(acting, 'acting');
  const username = parse(usernameSchema, name, 'username');
  const change = parse(statusChangeSchema, { by, reason }, 'acting');
  const { commands, accounts, roles, keepAuditTrail } = context;
  const user = await runAudited(context, {
    name: `auth.${action}`,
    username,
    source: sourceOf(source),
    async gather() {
      const facts = await readStatusFacts(commands, accounts, username);
      const [head] = await commands.unitOfWork.read([keepAuditTrail ? { entity: 'auditHead', username } : undefined]);
      return { ...facts, ...facts.logins, user: facts.user, head };
    },
    decide(facts, { now }, events) {
      const changed = changeStatus(facts, action, change, now);
      if (changed.changes.length > 0) events.add(EVENTS[action], { actor: change.by });
      return { result: shownUser(changed.user, roles), changes: changed.changes };
    },
  });
  if (action === 'erase') await forgetDevices(commands, accounts, username);
  return user;
}
