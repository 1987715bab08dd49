import { LockLostError, OutcomeUnknownError } from '@orderfolio/domain';
import {
  type ChangeSet,
  type EntitiesOf,
  type GuardedObserver,
  type ReadKeys,
  requireChangeSet,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import type { ChangeFeedTable } from './change-feed.ts';
import type { Connection, Statement } from './connection.ts';
import { EntityTables } from './entity-tables.ts';
import { GroupCommit } from './group-commit.ts';
import { COMMIT, observeRequest } from './observed-request.ts';
import { RecentTokens } from './recent-tokens.ts';
import { isStored } from './unknown-outcome.ts';

/** Tokens never leave their process, so it is enough to remember as many as there can be commits under way. */
const REMEMBERED_TOKENS = 4096;

/** Reads and commits on one connection. Commits to a file go in groups; `:memory:` has no disk to wait for. */
export class SqliteUnitOfWork implements UnitOfWork {
  readonly readsInProcess = true;
  readonly #connection: Connection;
  readonly #feed: ChangeFeedTable;
  readonly #observer: GuardedObserver | undefined;
  readonly #tables: EntityTables;
  readonly #group: GroupCommit;
  readonly #applied = new RecentTokens(REMEMBERED_TOKENS);
  readonly #unknown = new RecentTokens(REMEMBERED_TOKENS);
  readonly #selectFence: Statement<{ readonly fence: number }>;

  constructor(connection: Connection, feed: ChangeFeedTable, observer?: GuardedObserver) {
    this.#connection = connection;
    this.#feed = feed;
    this.#observer = observer;
    this.#tables = new EntityTables(connection);
    this.#group = new GroupCommit(connection);
    this.#selectFence = connection.prepare('SELECT fence FROM locks WHERE username = ?');
  }

  read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
    // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
    return this.#connection.snapshot(() => keys.map((key) => key && this.#tables.get(key)) as EntitiesOf<Keys>);
  }

  async commit(changeSet: ChangeSet): Promise<void> {
    requireChangeSet(changeSet);
    this.#connection.requireOpen();
    const { token } = changeSet;
    if (this.#applied.has(token)) return;
    try {
      if (this.#observer === undefined) await this.#store(changeSet);
      else
        await observeRequest(
          this.#observer,
          COMMIT,
          () => this.#store(changeSet),
          (commits) => ({ commits }),
        );
    } catch (error) {
      if (error instanceof OutcomeUnknownError) this.#unknown.add(token);
      throw error;
    }
    this.#applied.add(token);
  }

  /** Resolves with how many commits shared the transaction, in a file. */
  #store(changeSet: ChangeSet): Promise<number | undefined> {
    const { token } = changeSet;
    const apply = (): undefined => this.#apply(changeSet);
    return this.#connection.isShared
      ? this.#group.submit({ token, apply })
      : this.#connection.transaction(token, apply);
  }

  /** Resolves once every commit that was sent is answered. */
  answered(): Promise<void> {
    return this.#group.answered();
  }

  #apply(changeSet: ChangeSet): undefined {
    const { token, changes, fences = [] } = changeSet;
    if (this.#unknown.has(token) && isStored(this.#tables, changeSet)) return;
    for (const { username, fence } of fences)
      if (this.#selectFence.get(username)?.fence !== fence) throw new LockLostError({ username, fence });
    for (const change of changes) this.#tables.apply(change);
    this.#feed.append(changes);
  }
}
