import { type Clock, createOrderfolio, Decimal, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, insert, type TriggerIndex, type UnitOfWork } from '@orderfolio/domain/adapter';
import { laneOf, type ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { expect } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { entityMaker } from '../entities.ts';
import { storeOver } from '../faults.ts';
import { price, quantity } from '../model/amounts.ts';
import { type Reading, readEverything, type Stored } from '../model/stored.ts';
import { type Checks, Comparison } from '../sequences/comparison.ts';
import { onFreshStore } from '../sequences/fresh-store.ts';
import { ToldCommits } from '../sequences/told-commits.ts';
import { expectSound } from '../sound.ts';
import { type Death, mortal, type Passage } from './death.ts';
import { asOutcome, type Index, type Judge, type Outcome } from './judge.ts';
import { isoTime, linesOfBook, linesOfStored } from './lines.ts';
import type { BreakRequest, Request } from './requests.ts';
import { send } from './send.ts';
import { ASSET_IDS, SETTING, STRANGER, STRANGERS_UNITS, USERNAMES } from './setting.ts';

/** What differs between the ways to run a sequence. */
export interface Manner {
  /** Whether the store is held against the model after each commit, or after each command. */
  readonly checks: Checks;
  /** How many processes send commands: each has a unit of work, and so a queue, of its own. */
  readonly processes: number;
  /** How far the clock of each process is behind that of the one before it. */
  readonly behindMs: number;
  makeJudge(): Judge;
  unitOfWork(unitOfWork: UnitOfWork): UnitOfWork;
  triggers(triggers: TriggerIndex): TriggerIndex;
  sleep(): Promise<void>;
}

/** A process, and what lies between its commands and the indexes: each command is watched on its own. */
interface Process extends Passage {
  readonly behindMs: number;
  through(triggers: TriggerIndex): TriggerIndex;
}

const UNKNOWN_ID = '00000000000000000000000000';

/** A store, the model beside it, and the processes that send commands. */
export class World {
  readonly judge: Judge;
  readonly clock: ManualClock;
  readonly #manner: Manner;
  readonly #store: Store;
  readonly #processes: Process[] = [];
  readonly #calm: Process;
  readonly #orderIds = new Map<number, string>();
  /** The clocks of the processes, by the commands that they send. */
  readonly #clocks = new Map<number, Clock>();
  readonly #comparison: Comparison;
  readonly #told = new ToldCommits((changeSet) => this.#committed(changeSet));

  private constructor(manner: Manner, clock: ManualClock, store: Store) {
    this.judge = manner.makeJudge();
    this.clock = clock;
    this.#manner = manner;
    this.#store = store;
    this.#calm = { ...this.#passageTo(store), behindMs: 0, through: (triggers) => triggers };
    this.#comparison = new Comparison(
      (reading) => this.#read(reading),
      () => linesOfBook(this.judge.book, (assetId) => this.judge.isFinished(assetId)),
    );
  }

  /** Runs the work on a fresh store with two users and two assets, and closes it whatever happens. */
  static async run(adapter: Adapter, manner: Manner, work: (world: World) => Promise<void>): Promise<void> {
    await onFreshStore(adapter, async ({ clock, store, storeOf }) => {
      const world = new World(manner, clock, store);
      await addStranger(store, clock);
      for (const request of SETTING) await world.calmly(request);
      await world.#comparison.check();
      for (let process = 0; process < manner.processes; process++) {
        const { unitOfWork, triggers } = world.#passageTo(await storeOf(process));
        const passage = { triggers, unitOfWork: manner.unitOfWork(unitOfWork) };
        world.#processes.push({ ...passage, behindMs: process * manner.behindMs, through: manner.triggers });
      }
      await work(world);
      await expectSound(store, USERNAMES);
      await world.#drain();
      await expectSound(store, USERNAMES);
    });
  }

  /** The clock of who sends the command. */
  #clockOf(request: Request, { behindMs }: Process): Clock {
    const { behind = 0 } = request.kind === 'tick' ? request : {};
    return { now: () => new Date(this.now - behindMs - behind) };
  }

  get now(): number {
    return this.clock.now().getTime();
  }

  /** Sends the command from one of the processes, waits for its end, and holds all against the model. */
  async perform(request: Request, process = 0, death?: Death): Promise<Outcome> {
    const passage = this.#processes[process % this.#processes.length];
    if (passage === undefined) throw new Error('the world has no process');
    const { outcome, changed } = await this.#perform(request, passage, death);
    if (this.#manner.checks === 'each command') await this.#comparison.checkAfter(changed);
    return outcome;
  }

  /** Sends the command from a process of its own, with nothing in its way. */
  async calmly(request: Request): Promise<void> {
    await this.#perform(request, this.#calm);
  }

  async #perform(request: Request, process: Process, death?: Death) {
    this.clock.advance(1);
    const clock = this.#clockOf(request, process);
    const by = this.judge.begin(request, clock.now().getTime());
    this.#clocks.set(by, clock);
    const triggers = process.through(this.#watched(by, process.triggers));
    const alive = { unitOfWork: process.unitOfWork, triggers };
    const passage = death === undefined ? alive : mortal(alive, death);
    const app = createOrderfolio({
      store: storeOver(this.#store, passage),
      clock,
      timer: { sleep: () => this.#manner.sleep() },
      // Ids that tell which command they were made for.
      ids: sequentialIds(this.clock, by),
    });
    const orderIdOf = (order: number): string => this.#orderIds.get(order) ?? UNKNOWN_ID;
    const answer =
      request.kind === 'break'
        ? this.#break(request, by, passage.unitOfWork)
        : send(app, request, { makerOf: laneOf, orderIdOf });
    const outcome: Outcome = await answer.then((reply) => ({ reply }), asOutcome);
    this.#told.requireNone();
    return { outcome, changed: this.judge.conclude(by, outcome, clock.now().getTime()) };
  }

  /** Puts an order that holds nothing past the services. */
  async #break(request: BreakRequest, by: number, unitOfWork: UnitOfWork): Promise<string> {
    const { assetId, type: orderType, limit, expiresAt } = request;
    const ids = sequentialIds(this.clock, by);
    const order = entityMaker(this.clock, ids).order({
      ...{ username: STRANGER, assetId, orderType, seenTick: 0, limitPrice: new Decimal(price(limit)) },
      quantity: new Decimal(quantity(STRANGERS_UNITS)),
      expiresAt: expiresAt === undefined ? undefined : isoTime(expiresAt),
    });
    await unitOfWork.commit({ token: ids.next(), changes: [insert('order', order)] });
    return '';
  }

  /** The store as a process of its own would have it; its commits are told to the model. */
  #passageTo(store: Store): Passage {
    const { unitOfWork, triggers } = adapterStoreOf(store);
    return { triggers, unitOfWork: this.#told.over(unitOfWork) };
  }

  async #committed(changeSet: ChangeSet): Promise<void> {
    for (const change of changeSet.changes)
      if (change.action === 'insert' && change.entity === 'order')
        this.#orderIds.set(laneOf(change.value.orderId) ?? 0, change.value.orderId);
    const by = laneOf(changeSet.token) ?? 0;
    const now = (this.#clocks.get(by) ?? this.clock).now().getTime();
    this.judge.committed(by, changeSet, laneOf, now);
    if (this.#manner.checks === 'each commit') await this.#comparison.check();
  }

  /** Tells the model when the command reads an index from the beginning. */
  #watched(by: number, triggers: TriggerIndex): TriggerIndex {
    const looks = (book: string, after: unknown, index: Index): void => {
      if (after === undefined) this.judge.looks(by, book, index);
    };
    return {
      reachedByFall: (assetId, price, range) => {
        looks(assetId, range.after, 'fall');
        return triggers.reachedByFall(assetId, price, range);
      },
      reachedByRise: (book, value, range) => {
        looks(book, range.after, 'rise');
        return triggers.reachedByRise(book, value, range);
      },
      dueBy: (now, range) => triggers.dueBy(now, range),
    };
  }

  async #read(reading: Reading): Promise<Stored> {
    const stored = await readEverything(this.#store, USERNAMES, reading);
    const ticks = await adapterStoreOf(this.#store).unitOfWork.read(
      ASSET_IDS.map((assetId) => ({ entity: 'lastTick', assetId })),
    );
    return {
      lines: linesOfStored(stored, ticks, laneOf),
      accounts: stored.accounts,
      fingerprint: `${stored.fingerprint} ${JSON.stringify(ticks)}`,
    };
  }

  /**
   * What still waits is ended by a fall to next to nothing and a rise past everything: an order that an index has lost
   * would stay.
   */
  async #drain(): Promise<void> {
    const { book } = this.judge;
    for (const assetId of ASSET_IDS) {
      const listing = { assetId, price: 0n, decimals: 0, minUnits: 0n };
      if (book.listings.get(assetId)?.isActive !== true) await this.calmly({ kind: 'activate', ...listing });
      for (const price of [1n, 100_000_000n]) await this.calmly({ kind: 'tick', assetId, price });
    }
    await this.#comparison.check('thorough');
    expect(book.open, 'the orders that still wait').toEqual([]);
  }
}

/** The user of orders that nothing can end: the model looks at nothing else of theirs. */
async function addStranger(store: Store, clock: ManualClock): Promise<void> {
  const user = entityMaker(clock, sequentialIds(clock)).user({ username: STRANGER });
  await adapterStoreOf(store).unitOfWork.commit({ token: 'the stranger', changes: [insert('user', user)] });
}
