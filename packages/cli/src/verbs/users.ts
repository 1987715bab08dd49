import { AlreadyExistsError, type User } from '@orderfolio/domain';
import type { Authentication } from '@orderfolio/security';
import { type Command, Option } from 'commander';
import type { authenticationOver } from '../authentication.ts';
import type { Report } from '../report.ts';
import { readSecret } from '../secret-text.ts';
import { type PrintOptions, type Session, wholeNumber, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';
import { tableOf } from '../table.ts';
import { UsageError } from '../usage-error.ts';

type UserOptions = StoreOptions & PrintOptions;

interface ListOptions extends UserOptions {
  readonly status?: User['status'];
  readonly usernamePrefix?: string;
  readonly emailPrefix?: string;
  readonly limit: number;
  readonly cursor?: string;
}

interface ActingOptions extends UserOptions {
  readonly by: string;
  readonly reason?: string;
  readonly keepAuditTrail?: boolean;
}

interface AdminOptions extends UserOptions {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly keepAuditTrail?: boolean;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const STATUSES: readonly User['status'][] = ['ACTIVE', 'SUSPENDED', 'ERASED'];

/** `orderfolio users` with its verbs. */
export function addUsers(program: Command, session: Session): void {
  const users = program
    .command('users')
    .description('list users, show one, suspend, reinstate, unlock, make an administrator');
  const verb = (name: string, description: string, example: string): Command =>
    withPrintOptions(withStoreOptions(users.command(name)))
      .description(description)
      .addHelpText('after', `\nExample:\n  orderfolio users ${example} \\\n    --store sqlite:orders.db`);

  verb('list', 'list users, newest first, or by the beginning of a name', 'list --username-prefix ali')
    .addOption(new Option('--status <status>', 'only users in this status').choices(STATUSES))
    .addOption(
      new Option('--username-prefix <text>', 'only usernames that begin with this, in their order').conflicts('status'),
    )
    .addOption(
      new Option('--email-prefix <text>', 'only e-mails that begin with this, in their order').conflicts([
        'status',
        'usernamePrefix',
      ]),
    )
    .option('--limit <number>', 'how many', wholeNumber(1, MAX_LIMIT), DEFAULT_LIMIT)
    .option('--cursor <cursor>', 'where the page before ended')
    .action((options: ListOptions) => session.report(options, () => list(session, options)));
  verb('show', 'show a user with balances and holdings', 'show alice_01')
    .argument('<user>', 'the username')
    .action((user: string, options: UserOptions) => session.report(options, () => show(session, user, options)));

  for (const [name, description] of [
    ['suspend', 'suspend a user: no login, no order, no movement of money'],
    ['reinstate', 'end a suspension'],
    ['unlock', 'end the pause of an account after refused logins'],
  ] as const)
    acting(verb(name, description, `${name} alice_01 --by olivia_01`), name !== 'unlock').action(
      (user: string, options: ActingOptions) => session.report(options, () => act(session, name, user, options)),
    );

  keeping(verb('create-admin', 'make an administrator, or make a user one whose password you have', CREATE_EXAMPLE))
    .argument('<user>', 'the username')
    .requiredOption('--email <address>', 'the e-mail address')
    .option('--first-name <name>', 'the first name', 'First')
    .option('--last-name <name>', 'the last name', 'Administrator')
    .addHelpText('after', '\nThe password is asked for, or is the first line of the input.')
    .action((user: string, options: AdminOptions) =>
      session.report(options, () => createAdmin(session, user, options)),
    );
}

const CREATE_EXAMPLE = 'create-admin olivia_01 --email olivia@example.com';

function keeping(command: Command): Command {
  return command.option('--keep-audit-trail', "also keep the event in the store's trail (always, if the user has one)");
}

function acting(command: Command, hasReason: boolean): Command {
  keeping(command)
    .argument('<user>', 'the username')
    .requiredOption('--by <user>', 'the username of the operator, for the audit trail');
  return hasReason ? command.option('--reason <text>', 'why') : command;
}

async function list({ terminal }: Session, options: ListOptions): Promise<Report> {
  await using open = await openStore(readStoreName(options, terminal));
  const { status, usernamePrefix, emailPrefix, limit, cursor } = options;
  const page = await open.app.users.list({ status, usernamePrefix, emailPrefix, limit, cursor });
  const { items: users, nextCursor } = page;
  const rows = users.map((user) => [user.username, user.status, user.role, user.email, user.createdAt]);
  const more = nextCursor === undefined ? '' : `\nMore: --cursor '${nextCursor}'\n`;
  return {
    status: 0,
    text: `${tableOf(['user', 'status', 'role', 'e-mail', 'created'], rows)}${more}`,
    data: { users, ...(nextCursor !== undefined && { nextCursor }) },
  };
}

async function show({ terminal }: Session, username: string, options: UserOptions): Promise<Report> {
  await using open = await openStore(readStoreName(options, terminal));
  const { app } = open;
  const user = await app.users.get(username);
  const [balances, holdings] = await Promise.all([app.funds.listBalances(username), app.portfolio.holdings(username)]);
  const facts = tableOf(
    ['user', user.username],
    [
      ['name', `${user.firstName} ${user.lastName}`],
      ['e-mail', user.email],
      ['role', user.role],
      ['status', user.status],
      ['created', user.createdAt],
    ],
  );
  const cash = balances.map(({ currency, available, held }) => [currency, available.toString(), held.toString()]);
  const assets = holdings.map(({ assetId, available, held }) => [assetId, available.toString(), held.toString()]);
  return {
    status: 0,
    text: [
      facts,
      `\n${tableOf(['balance', '>available', '>held'], cash)}`,
      ...(assets.length > 0 ? [`\n${tableOf(['holding', '>available', '>held'], assets)}`] : []),
    ].join(''),
    data: { user, balances, holdings },
  };
}

async function act(
  { terminal }: Session,
  name: 'suspend' | 'reinstate' | 'unlock',
  username: string,
  options: ActingOptions,
): Promise<Report> {
  await using open = await openStore(readStoreName(options, terminal));
  const { by, reason, keepAuditTrail = false } = options;
  await open.app.users.get(username);
  const isKept = keepAuditTrail || (await open.store.auditTrail.head(username)) !== undefined;
  const auth = await authentication(open, terminal, isKept);
  if (name === 'unlock') {
    await auth.unlock(username, { by });
    return { status: 0, text: `${username} is unlocked.\n`, data: { username, unlocked: true } };
  }
  const user = await auth[name](username, { by, reason });
  return { status: 0, text: `${username} is ${user.status}.\n`, data: { user } };
}

/** Loaded when it is needed: listing users needs no password. */
async function authentication(...given: Parameters<typeof authenticationOver>): Promise<Authentication> {
  const { authenticationOver } = await import('../authentication.ts');
  return authenticationOver(...given);
}

async function createAdmin({ terminal }: Session, username: string, options: AdminOptions): Promise<Report> {
  await using open = await openStore(readStoreName(options, terminal));
  const { email, firstName, lastName, keepAuditTrail = false } = options;
  const password = await readSecret(terminal, `Password of ${username}`);
  const auth = await authentication(open, terminal, keepAuditTrail);
  const isNew = await registerUnlessThere(auth, { username, email, firstName, lastName, password });
  // The name may belong to a customer who came first. Only a user with this password becomes an administrator.
  if (!isNew && !(await auth.checkPassword(username, password)))
    throw new UsageError(`${username}: is there already, and this is not the password`);
  const user = await auth.changeRole(username, 'admin', username);
  return { status: 0, text: `${user.username} is an administrator.\n`, data: { user } };
}

/**
 * Returns true if the user is new. An existing one may come from a run that was cut short before the user got the role.
 */
async function registerUnlessThere(
  auth: Authentication,
  registration: Parameters<Authentication['register']>[0],
): Promise<boolean> {
  try {
    await auth.register(registration);
    return true;
  } catch (error) {
    if (error instanceof AlreadyExistsError && error.field === 'username') return false;
    throw error;
  }
}
