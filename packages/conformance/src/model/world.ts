import { type Clock, createOrderfolio, DomainError, OutcomeUnknownError, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, type UnitOfWork } from '@orderfolio/domain/adapter';
import { laneOf, type ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import type { Adapter } from '../adapter.ts';
import { storeOver } from '../faults.ts';
import { type Checks, Comparison } from '../sequences/comparison.ts';
import { behind, onFreshStore } from '../sequences/fresh-store.ts';
import { ToldCommits } from '../sequences/told-commits.ts';
import { expectSound } from '../sound.ts';
import { History, type Outcome } from './history.ts';
import { isRepeatable, type Request } from './requests.ts';
import { send } from './send.ts';
import { SETTING, USERNAMES } from './setting.ts';
import { linesOf } from './state.ts';
import { linesOfCommit, readStored } from './stored.ts';

/** A cash row that was stored: what a later command may try to end. */
export interface KnownRow {
  readonly username: string;
  readonly transactionId: string;
  readonly target: number;
  readonly isPending: boolean;
}

/** What differs between the ways to run a sequence. */
export interface Manner {
  readonly faults: 'expected' | 'none';
  /** Whether the store is compared with the model after each commit, or after each command. */
  readonly checks: Checks;
  /** How many processes send commands: each has a unit of work, and so a queue, of its own. */
  readonly processes: number;
  /** How far the clock of each process is behind that of the one before it. */
  readonly behindMs: number;
  /** What lies between the commands of a process and its store. */
  through(unitOfWork: UnitOfWork): UnitOfWork;
  sleep(): Promise<void>;
}

/** What a process sends its commands with. */
interface Process {
  readonly store: Store;
  readonly clock: Clock;
}

/** A store, the model beside it, and the processes that send commands. */
export class World {
  readonly history: History;
  readonly rows: KnownRow[] = [];
  readonly #clock: ManualClock;
  readonly #manner: Manner;
  readonly #processes: Process[] = [];
  readonly #comparison: Comparison;
  readonly #told = new ToldCommits((changeSet) => this.#committed(changeSet));

  private constructor(manner: Manner, clock: ManualClock, store: Store) {
    this.history = new History(manner.faults);
    this.#manner = manner;
    this.#clock = clock;
    this.#comparison = new Comparison(
      (reading) => readStored(store, USERNAMES, laneOf, reading),
      () => linesOf(this.history.now),
    );
  }

  /** Runs the work on a fresh store with a small catalogue and a first user, and closes it whatever happens. */
  static async run(adapter: Adapter, manner: Manner, work: (world: World) => Promise<void>): Promise<void> {
    await onFreshStore(adapter, async ({ clock, store, storeOf }) => {
      const world = new World(manner, clock, store);
      const calm = { clock, store: world.#process(store, (unitOfWork) => unitOfWork) };
      for (const request of SETTING) await world.#perform(request, calm);
      for (let process = 0; process < manner.processes; process++)
        world.#processes.push({
          store: world.#process(await storeOf(process), manner.through),
          clock: behind(clock, process * manner.behindMs),
        });
      await work(world);
      await world.#comparison.check('thorough');
      await expectSound(store, USERNAMES);
    });
  }

  /** Sends the command from one of the processes, waits for its end, and compares everything with the model. */
  async perform(request: Request, process = 0): Promise<void> {
    const sender = this.#processes[process % this.#processes.length];
    if (sender === undefined) throw new Error('the world has no process');
    const isRepeated = isRepeatable(request) && request.key !== undefined;
    for (;;) {
      const outcome = await this.#perform(request, sender);
      // An unknown outcome is resolved by a repeat with the key. Without a key both outcomes are possible.
      const isUnknown = 'error' in outcome && outcome.error instanceof OutcomeUnknownError;
      if (!isUnknown || !isRepeated) return;
    }
  }

  async #perform(request: Request, { store, clock }: Process): Promise<Outcome> {
    this.#clock.advance(1);
    const by = this.history.begin(request);
    const timer = { sleep: () => this.#manner.sleep() };
    // Ids that tell which command they were made for.
    const app = createOrderfolio({ store, clock, timer, ids: sequentialIds(clock, by) });
    const outcome = await send(app, request, laneOf).then((reply) => ({ reply }), asOutcome);
    this.#told.requireNone();
    const changed = this.history.conclude(by, outcome);
    if (this.#manner.checks === 'each command') await this.#comparison.checkAfter(changed);
    return outcome;
  }

  /** A store over the same data, as a process of its own would have it; its commits are told to the model. */
  #process(store: Store, through: (unitOfWork: UnitOfWork) => UnitOfWork): Store {
    const { unitOfWork } = adapterStoreOf(store);
    return storeOver(store, {
      unitOfWork: through(this.#told.over(unitOfWork)),
    });
  }

  async #committed(changeSet: ChangeSet): Promise<void> {
    this.#learn(changeSet);
    this.history.committed(laneOf(changeSet.token) ?? 0, linesOfCommit(changeSet, laneOf));
    if (this.#manner.checks === 'each commit') await this.#comparison.check();
  }

  #learn({ changes }: ChangeSet): void {
    for (const change of changes) {
      if (change.action === 'check' || change.entity !== 'balanceTransaction') continue;
      const { username, transactionId, status, version } = change.value;
      const target = laneOf(transactionId);
      if (version === 1 && target !== undefined)
        this.rows.push({ username, transactionId, target, isPending: status === 'PENDING' });
    }
  }
}

function asOutcome(error: unknown): Outcome {
  // Anything else is a defect, not an answer.
  if (!(error instanceof DomainError)) throw error;
  return { error };
}
