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

/** Who does it, why, and where from. `by` is recorded, not checked: ask `requireRole` first. */
export interface StatusActing extends StatusChange, AuditSource {}

/** What operators do with an account, as `app.users` has it, with its event in the trail, in the same commit. */
export interface AuditedStatus<Role extends string = UserRole> {
  /** As `app.users.suspend`. Again, it changes nothing, and says nothing. USER_NOT_FOUND. */
  suspend(username: string, acting: StatusActing): Promise<PublicUser<Role>>;
  /** As `app.users.reinstate`. USER_NOT_FOUND, ACCOUNT_SUSPENDED (an erased account stays so). */
  reinstate(username: string, acting: StatusActing): Promise<PublicUser<Role>>;
  /** As `app.users.erase`. The trail stays: it names no person but by the username. USER_NOT_FOUND. */
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
