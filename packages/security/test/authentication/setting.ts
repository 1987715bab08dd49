import { openSqlite } from '@orderfolio/adapters-sqlite';
import { storeOver } from '@orderfolio/conformance';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, type Login, type ReadKeys, type UnitOfWork } from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer } from '@orderfolio/domain/testing';
import {
  AuditLogger,
  type AuditRecord,
  type AuthenticationPolicy,
  createAuthentication,
  type NamedSecret,
  PasswordManager,
  type PasswordOptions,
  TokenManager,
} from '@orderfolio/security';
import type Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach } from 'vitest';

export const PASSWORD = 'violet-harbour-lantern-42';
const SECRET = 'a secret of these tests, long enough for HS256';

export interface SettingOptions {
  readonly policy?: AuthenticationPolicy;
  readonly keepAuditTrail?: boolean;
  readonly cost?: number;
  readonly passwords?: PasswordOptions;
  readonly chainKey?: NamedSecret;
  /** The database of the store, for a test that writes past it. Default: in memory. */
  readonly database?: () => Database.Database;
  /** Opens another store instead. */
  readonly openStore?: OpenStore;
  /** Awaited before a password is compared, so that others can overtake. */
  readonly beforeComparison?: (password: string) => Promise<void>;
}

/** Opens a store that shares its data with no other. */
export type OpenStore = (clock: ManualClock, timer: ManualTimer) => Promise<Store>;

/** The calls of the store. */
interface Counts {
  reads: number;
  keysRead: number;
  commits: number;
  changes: number;
  comparisons: number;
}

const open: Store[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store[Symbol.asyncDispose]();
});

/** Authentication over a fresh store in memory, with passwords that are cheap to hash. */
export async function openSetting(options: SettingOptions = {}) {
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const { database } = options;
  const source = database ? { database } : { filename: ':memory:' };
  const openStore = options.openStore ?? (() => openSqlite({ ...source, clock, timer }));
  const store = await openStore(clock, timer);
  open.push(store);
  return { clock, timer, store, ...serviceOn(store, clock, timer, options) };
}

/** Another process on the same store: it shares no queue with the first. */
export function serviceOn(store: Store, clock: ManualClock, timer: ManualTimer, options: SettingOptions = {}) {
  const { policy, keepAuditTrail, cost = 4, chainKey, beforeComparison } = options;
  const counts: Counts = { reads: 0, keysRead: 0, commits: 0, changes: 0, comparisons: 0 };
  const counted = storeOver(store, { unitOfWork: countingUnitOfWork(adapterStoreOf(store).unitOfWork, counts) });
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  const audit = new AuditLogger({ logger, clock, chainKey });
  const tokens = new TokenManager({ issuer: 'tests', audience: 'tests', secret: SECRET, clock });
  const passwords = new CountingPasswords({ cost, ...options.passwords }, counts, beforeComparison);
  const app = createOrderfolio({ store: counted, clock, timer });
  const services = { app, store: counted, passwords, tokens, audit, clock, timer };
  const auth = createAuthentication({ ...services, policy, keepAuditTrail });
  return {
    app,
    auth,
    tokens,
    counts,
    lines,
    events: (): AuditRecord[] => lines.map((line) => JSON.parse(line).audit),
    names: (): string[] => lines.map((line) => JSON.parse(line).audit.event),
    registerAlice: () => auth.register({ ...ALICE, password: PASSWORD }),
    login: (password = PASSWORD, username = 'alice_01') => auth.authenticateUser({ username, password }),
  };
}

export const ALICE = { username: 'alice_01', email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' };

/** The login record of a user: no repository shows it. */
export async function loginOf(store: Store, username = ALICE.username): Promise<Login | undefined> {
  const [login] = await adapterStoreOf(store).unitOfWork.read([{ entity: 'login', username }]);
  return login;
}

class CountingPasswords extends PasswordManager {
  readonly #counts: Counts;
  readonly #before: SettingOptions['beforeComparison'];

  constructor(options: PasswordOptions, counts: Counts, before: SettingOptions['beforeComparison']) {
    super(options);
    this.#counts = counts;
    this.#before = before;
  }

  override async matchesPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
    this.#counts.comparisons += 1;
    await this.#before?.(password);
    return super.matchesPassword(password, passwordHash);
  }
}

function countingUnitOfWork(unitOfWork: UnitOfWork, counts: Counts): UnitOfWork {
  return {
    read<const Keys extends ReadKeys>(keys: Keys) {
      counts.reads += 1;
      counts.keysRead += keys.filter((key) => key !== undefined).length;
      return unitOfWork.read(keys);
    },
    async commit(changeSet: ChangeSet) {
      counts.commits += 1;
      counts.changes += changeSet.changes.length;
      await unitOfWork.commit(changeSet);
    },
  };
}
