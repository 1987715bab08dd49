import {
  type Clock,
  createOrderfolio,
  Decimal,
  type Orderfolio,
  OutcomeUnknownError,
  type Store,
} from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, insert, type TriggerIndex, type UnitOfWork } from '@orderfolio/domain/adapter';
import { laneOf, type ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { expect } from 'vitest';
import type { Adapter } from '../adapter.ts';
import { entityMaker } from '../entities.ts';
import { storeOver } from '../faults.ts';
import { type Checks, Comparison } from '../sequences/comparison.ts';
import { behind, onFreshStore } from '../sequences/fresh-store.ts';
import { ToldCommits } from '../sequences/told-commits.ts';
import { expectSound } from '../sound.ts';
import { price, quantity } from './amounts.ts';
import { isoTime, linesOfBook } from './book-lines.ts';
import { type Death, mortal, type Passage } from './death.ts';
import { type Charge, scheduleOf } from './money.ts';
import { markOf, Numbers } from './numbers.ts';
import { asOutcome, CALM, type Index, type Oracle, type Outcome, type Sender } from './oracle.ts';
import { inTurn, type Process } from './process.ts';
import { type BreakRequest, isRepeatable, type Request, sharesCommits } from './requests.ts';
import { send } from './send.ts';
import { linesOfStored, type Reading, readEverything, type Stored } from './stored.ts';
import { addStranger, STRANGER, STRANGERS_UNITS } from './stranger.ts';

/** The state before a sequence, and its users and assets. */
export interface Setting {
  readonly usernames: readonly string[];
  /** The assets whose orders wait for prices. */
  readonly pricedAssetIds: readonly string[];
  readonly requests: readonly Request[];
}

/** The differences between the ways to run a sequence. */
export interface Manner {
  readonly setting: Setting;
  /** When the store is compared with the model: after each commit, or after each command. */
  readonly checks: Checks;
  /** How many processes send commands. Each has a unit of work of its own, and so its own queues. */
  readonly processes: number;
  /** How far the clock of each process is behind that of the one before it. */
  readonly behindMs: number;
  /** For how long a process remembers what it has written. 0: not at all. */
  readonly warmForMs: number;
  /** The fees of orders and conversions. Undefined: none. */
  readonly charge: Charge | undefined;
  makeOracle(): Oracle;
  unitOfWork(unitOfWork: UnitOfWork): UnitOfWork;
  triggers(triggers: TriggerIndex): TriggerIndex;
  sleep(): Promise<void>;
}

/** The processes make their ids in the first lanes, and a command with an app of its own in a later one. */
const FIRST_LANE_OF_COMMANDS = 10;

/** A store, the oracle beside it, and the processes that send commands. */
export class Fixture {
  readonly oracle: Oracle;
  readonly clock: ManualClock;
  readonly #manner: Manner;
  readonly #store: Store;
  readonly #processes: Process[] = [];
  readonly #calm: Process;
  readonly #numbers = new Numbers();
  /** The clocks of the commands that have an app of their own. */
  readonly #clocks = new Map<number, Clock>();
  readonly #comparison: Comparison;
  readonly #told = new ToldCommits((changeSet) => this.#committed(changeSet));

  private constructor(manner: Manner, clock: ManualClock, store: Store) {
    this.oracle = manner.makeOracle();
    this.clock = clock;
    this.#manner = manner;
    this.#store = store;
    this.#calm = this.#process(CALM, this.#passageTo(store), (triggers) => triggers);
    this.#comparison = new Comparison(
      (reading) => this.#read(reading),
      () => linesOfBook(this.oracle.book, (assetId) => this.oracle.isFinished(assetId)),
    );
  }

  /** Runs the work on a fresh store with its setting, and closes it whatever happens. */
  static async run(adapter: Adapter, manner: Manner, work: (fixture: Fixture) => Promise<void>): Promise<void> {
    const { usernames, requests } = manner.setting;
    await onFreshStore(adapter, async ({ clock, store, storeOf }) => {
      const fixture = new Fixture(manner, clock, store);
      await addStranger(store, clock);
      for (const request of requests) await fixture.calmly(request);
      await fixture.#comparison.check();
      for (let process = 0; process < manner.processes; process++) {
        const { unitOfWork, triggers } = fixture.#passageTo(await storeOf(process));
        const passage = { triggers, unitOfWork: manner.unitOfWork(unitOfWork) };
        fixture.#processes.push(fixture.#process(process, passage, manner.triggers));
      }
      await work(fixture);
      await fixture.#comparison.check('thorough');
      await expectSound(store, usernames);
      if (await fixture.#drain()) await expectSound(store, usernames);
    });
  }

  #process(number: number, passage: Passage, through: Process['through']): Process {
    const clock = behind(this.clock, number === CALM ? 0 : number * this.#manner.behindMs);
    return {
      ...passage,
      number,
      clock,
      through,
      app: this.#app(passage, clock, number + 1),
      entered: Promise.resolve(),
    };
  }

  #app(passage: Passage, clock: Clock, lane: number): Orderfolio {
    const { warmForMs, charge } = this.#manner;
    const fees = charge === undefined ? undefined : scheduleOf(charge);
    const timer = { sleep: () => this.#manner.sleep() };
    const store = storeOver(this.#store, passage);
    return createOrderfolio({ store, clock, timer, fees, warmForMs, ids: sequentialIds(this.clock, lane) });
  }

  get now(): number {
    return this.clock.now().getTime();
  }

  /**
   * Sends the command from one of the processes, waits for its end, and compares the store with the model. A command with a key is sent
   * again until its outcome is known.
   */
  async perform(request: Request, process = 0, death?: Death): Promise<void> {
    const passage = this.#processes[process % this.#processes.length];
    if (passage === undefined) throw new Error('the fixture has no process');
    const canRepeat = isRepeatable(request) && request.key !== undefined;
    for (;;) {
      const { outcome, changed } = await this.#perform(request, passage, death);
      if (this.#manner.checks === 'each command') await this.#comparison.checkAfter(changed);
      if (!canRepeat || !('error' in outcome) || !(outcome.error instanceof OutcomeUnknownError)) return;
    }
  }

  /** Sends the command from a process of its own, with nothing in its way. */
  async calmly(request: Request): Promise<void> {
    await this.#perform(request, this.#calm);
  }

  async #perform(request: Request, process: Process, death?: Death) {
    if (this.#manner.charge !== undefined) await inTurn(process);
    this.clock.advance(1);
    const { behind: late = 0 } = request.kind === 'tick' ? request : {};
    const clock = behind(process.clock, late);
    const { by, makes } = this.oracle.begin(request, clock.now().getTime(), process.number);
    const answer = this.#send(request, makes, this.#appFor(request, by, clock, process, death));
    const outcome: Outcome = await answer.then((reply) => ({ reply }), asOutcome);
    this.#told.requireNone();
    return { outcome, changed: this.oracle.conclude(by, outcome, clock.now().getTime()) };
  }

  /** The app of the process for commands of users. An app of its own for what is watched, and for a process that dies. */
  #appFor(request: Request, by: number, clock: Clock, process: Process, death?: Death): AppInUse {
    if (sharesCommits(request) && death === undefined) return process;
    this.#clocks.set(by, clock);
    const triggers = process.through(this.#watched(by, process.triggers));
    const alive = { unitOfWork: process.unitOfWork, triggers };
    const passage = death === undefined ? alive : mortal(alive, death);
    const { unitOfWork } = passage;
    return { unitOfWork, app: this.#app(passage, clock, FIRST_LANE_OF_COMMANDS + by) };
  }

  #send(request: Request, makes: number, { app, unitOfWork }: AppInUse): Promise<string> {
    if (request.kind === 'break') return this.#break(request, makes, unitOfWork);
    const { makerOf, orderIdOf, transactionIdOf } = this.#numbers;
    return send(app, request, { makerOf, orderIdOf, transactionIdOf, mark: markOf(makes) });
  }

  /** Stores an order that holds nothing, past the services. */
  async #break(request: BreakRequest, makes: number, unitOfWork: UnitOfWork): Promise<string> {
    const { assetId, type: orderType, limit, expiresAt } = request;
    const ids = sequentialIds(this.clock, FIRST_LANE_OF_COMMANDS + makes);
    const order = entityMaker(this.clock, ids).order({
      ...{ username: STRANGER, assetId, orderType, seenTick: 0, limitPrice: new Decimal(price(limit)) },
      metadata: { mark: markOf(makes) },
      quantity: new Decimal(quantity(STRANGERS_UNITS)),
      expiresAt: expiresAt === undefined ? undefined : isoTime(expiresAt),
    });
    await unitOfWork.commit({ token: ids.next(), changes: [insert('order', order)] });
    return '';
  }

  /** The store as a process of its own would have it. The oracle is told of its commits. */
  #passageTo(store: Store): Passage {
    const { unitOfWork, triggers } = adapterStoreOf(store);
    return { triggers, unitOfWork: this.#told.over(unitOfWork) };
  }

  async #committed(changeSet: ChangeSet): Promise<void> {
    this.#numbers.learn(changeSet);
    this.oracle.committed(changeSet, this.#numbers.makerOf, this.#senderOf(changeSet));
    if (this.#manner.checks === 'each commit') await this.#comparison.check();
  }

  #senderOf({ token }: ChangeSet): Sender {
    const lane = laneOf(token) ?? 0;
    if (lane > FIRST_LANE_OF_COMMANDS) {
      const by = lane - FIRST_LANE_OF_COMMANDS;
      return { process: CALM, by, now: (this.#clocks.get(by) ?? this.clock).now().getTime() };
    }
    const process = lane - 1;
    const { clock } = this.#processes[process] ?? this.#calm;
    return { process, by: undefined, now: clock.now().getTime() };
  }

  /** Tells the oracle when the command reads an index from the beginning. */
  #watched(by: number, triggers: TriggerIndex): TriggerIndex {
    const looks = (book: string, after: unknown, index: Index): void => {
      if (after === undefined) this.oracle.looks(by, book, index);
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
    const { usernames, pricedAssetIds } = this.#manner.setting;
    const stored = await readEverything(this.#store, usernames, reading);
    const ticks = await adapterStoreOf(this.#store).unitOfWork.read(
      pricedAssetIds.map((assetId) => ({ entity: 'lastTick', assetId, currency: 'USD' })),
    );
    return {
      lines: linesOfStored(stored, ticks, this.#numbers.makerOf),
      accounts: stored.accounts,
      fingerprint: `${stored.fingerprint} ${JSON.stringify(ticks)}`,
    };
  }

  /**
   * Ends what still waits by a fall to next to nothing and a rise past everything. An order that an index has lost would stay. Returns
   * whether any order could have waited.
   */
  async #drain(): Promise<boolean> {
    const { pricedAssetIds } = this.#manner.setting;
    const { book } = this.oracle;
    for (const assetId of pricedAssetIds) {
      if (book.listings.get(assetId)?.isActive !== true) await this.calmly({ kind: 'activate', assetId });
      for (const price of [1n, 100_000_000n]) await this.calmly({ kind: 'tick', assetId, price });
    }
    if (pricedAssetIds.length === 0) return false;
    await this.#comparison.check('thorough');
    expect(book.open, 'the orders that still wait').toEqual([]);
    return true;
  }
}

interface AppInUse {
  readonly app: Orderfolio;
  readonly unitOfWork: UnitOfWork;
}
