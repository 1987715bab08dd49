import { UserNotFoundError } from '@orderfolio/domain';
import {
  type AuditHead,
  type CommandContext,
  type Decision,
  type ExpiredRecords,
  execute,
  type Moment,
  type RefreshTokenRepository,
  type Roles,
  type StatusStore,
  type StoredUser,
  type UserRepository,
} from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger } from '../audit/audit-logger.ts';
import type { PasswordManager } from '../passwords/password-manager.ts';
import type { TokenManager } from '../tokens/token-manager.ts';
import { appendToTrail } from './audit-chain.ts';
import { Events } from './events.ts';
import type { Logins } from './login-record.ts';
import type { Policy } from './policy.ts';

/** The parts that the commands of this folder use. */
export interface AuthenticationContext {
  readonly commands: CommandContext;
  readonly users: Pick<UserRepository, 'getByEmail'>;
  readonly expired: ExpiredRecords;
  readonly families: Pick<RefreshTokenRepository, 'getFamily' | 'listFamilies'>;
  /** Reads the parts of an account whose keys are not known in advance. */
  readonly accounts: StatusStore;
  readonly passwords: PasswordManager;
  readonly tokens: TokenManager<string>;
  readonly roles: Roles;
  readonly audit: AuditLogger;
  readonly policy: Policy;
  readonly keepAuditTrail: boolean;
}

/** The stored records of an account, or of a name that nobody has: both are read in the same way. */
export interface Account extends Logins {
  /** The end of the kept trail, if a trail is kept. */
  readonly head: AuditHead | undefined;
}

/** A command on one account. Its changes and its entries in the trail are one commit. */
export interface AccountCommand<Facts extends Account, Result> {
  /** The name for observers. */
  readonly name: string;
  readonly username: string;
  readonly source: AuditSource;
  gather(): Promise<Facts>;
  decide(facts: Facts, moment: Moment, events: Events): Decision<Result>;
}

/** Runs the command. Its events are logged after the commit. */
export async function runAudited<Facts extends Account, Result>(
  { commands, audit, keepAuditTrail }: AuthenticationContext,
  { name, username, source, gather, decide }: AccountCommand<Facts, Result>,
): Promise<Result> {
  const { result, log } = await executeGathered<Facts, { readonly result: Result; log(): void }>(
    commands,
    { name, queue: username },
    gather,
    (facts, moment) => {
      const said = new Events(audit, { username, isUser: facts.user !== undefined }, source, moment.now);
      const decision = decide(facts, moment, said);
      const records = keepAuditTrail ? said.records : [];
      const { changes, places } = appendToTrail(username, facts.head, records, moment.now, audit);
      const log = (): void => said.write(places);
      return { result: { result: decision.result, log }, changes: [...decision.changes, ...changes] };
    },
  );
  log();
  return result;
}

/**
 * Like `execute`, but the facts are gathered before the command joins its user's queue. Comparing a password takes so long that someone
 * who tries many would keep the user's trades waiting. If a fact has become stale in the meantime, its version in the commit shows it.
 */
async function executeGathered<Facts, Result>(
  commands: CommandContext,
  called: { readonly name: string; readonly queue: string },
  gather: () => Promise<Facts>,
  decide: (facts: Facts, moment: Moment) => Decision<Result>,
): Promise<Result> {
  let ready: { readonly facts: Facts } | undefined = { facts: await gather() };
  return execute(commands, {
    ...called,
    async gather() {
      const { facts } = ready ?? { facts: await gather() };
      ready = undefined;
      return facts;
    },
    decide,
  });
}

/** The stored records under this name, in one read. */
export async function readAccount(
  { commands, keepAuditTrail }: AuthenticationContext,
  username: string,
): Promise<Account> {
  const [user, login, attempts, head] = await commands.unitOfWork.read([
    { entity: 'user', username },
    { entity: 'login', username },
    { entity: 'loginAttempts', username },
    keepAuditTrail ? { entity: 'auditHead', username } : undefined,
  ]);
  return { user, login, attempts, head };
}

/** The account of a user. USER_NOT_FOUND. */
export async function requireAccount(
  context: AuthenticationContext,
  username: string,
): Promise<Account & { readonly user: StoredUser }> {
  const { user, ...account } = await readAccount(context, username);
  if (user === undefined) throw new UserNotFoundError({ username });
  return { ...account, user };
}

/** The current instant, in the form that entities have. */
export function nowOf({ commands }: AuthenticationContext): string {
  return commands.clock.now().toISOString();
}
