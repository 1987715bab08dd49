import { type Asset, type Order, OutcomeUnknownError } from '@orderfolio/domain';
import type { ChangeSet, LastTick } from '@orderfolio/domain/adapter';
import { price as priceText, priceUnits } from './amounts.ts';
import { type Begun, leaveToTwin, type Tally, underWayIn } from './begun.ts';
import { Book } from './book.ts';
import { enter, replyOf, restingOrder } from './entries.ts';
import { assetOf, entryFor, type Moment, marketsOf, mayEndUnchanged, viewFor } from './moments.ts';
import type { Charge } from './money.ts';
import {
  CALM,
  describe,
  type Index,
  inWords,
  type Oracle,
  type Outcome,
  requireOneCommit,
  type Sender,
  type Sent,
  wrongEnding,
} from './oracle.ts';
import { type ModelOrder, waitsForFall } from './orders.ts';
import { isMalformed } from './placing.ts';
import { inAnyOrder, readSkipped } from './replies.ts';
import { numberOf, type OrderRequest, type Request, type TickRequest } from './requests.ts';
import { brokenAt, brokenBy, brokenOrder, carryOut, expiryReply, tickReply } from './rules.ts';
import type { MakerOf } from './stored.ts';
import type { LoggedTick } from './tick-log.ts';
import { asApplied, isKnown, isRefused } from './tick-order.ts';
import { Watch } from './watch.ts';
import { type Part, partsOf, wholePart } from './written.ts';

/** Whether commands come one after another or at once, and whether the store may fail. */
export interface Circumstances {
  readonly commands: 'in order' | 'at once';
  readonly faults: 'expected' | 'none';
  readonly charge: Charge | undefined;
}

/** Reports of the store, not of the rules. */
const STORE_REPORTS: readonly string[] = ['STORAGE_FAILED', 'CONCURRENCY_CONFLICT', 'OUTCOME_UNKNOWN'];

/**
 * For commands that race or fail. The rules must allow each commit at its moment, and after it the store must hold what the book holds. A
 * price takes effect when its command looks into the indexes. Once it is finished, every order that waited by then and was reached must
 * have ended. Orders that came later may or may not have been found.
 */
export class RacingOracle implements Oracle {
  readonly book: Book;
  readonly #circumstances: Circumstances;
  readonly #tally: Tally;
  readonly #watch: Watch;
  readonly #begun: Begun[] = [];
  /** The moments at which the orders were placed that nothing can end. */
  readonly #brokenSince = new Map<number, number>();
  readonly #moments: Moment[] = [{ book: new Book(), now: 0 }];

  /** `tally` counts the commits of users' commands. */
  constructor(circumstances: Circumstances, tally: Tally = { commits: 0, commands: 0 }) {
    this.book = new Book(circumstances.charge);
    this.#watch = new Watch(this.book);
    this.#circumstances = circumstances;
    this.#tally = tally;
  }

  get requests(): readonly Request[] {
    return this.#begun.map(({ request }) => request);
  }

  isFinished(assetId: string): boolean {
    return this.#watch.log(assetId).last?.isFinished === true;
  }

  begin(request: Request, now: number, process: number): Sent {
    const by = this.#begun.length + 1;
    const makes = numberOf(request, this.requests);
    const since = this.#moments.length - 1;
    const nothingYet = { looks: new Map(), ended: [], left: [], commits: 0, isOver: false, replies: [] };
    this.#begun.push({ by, makes, request, process, now, since, ...nothingYet });
    return { by, makes };
  }

  looks(by: number, assetId: string, index: Index): void {
    const { looks } = this.#command(by);
    looks.set(assetId, { ...looks.get(assetId), [index]: this.#time });
  }

  /** The number of commits so far. */
  get #time(): number {
    return this.#moments.length - 1;
  }

  committed(changeSet: ChangeSet, makerOf: MakerOf, { by, process, now }: Sender): void {
    if (by !== undefined) {
      this.#wrote(this.#command(by), wholePart(changeSet), makerOf, now);
      return;
    }
    const parts = partsOf(changeSet, makerOf, underWayIn(this.#begun, process));
    if (process !== CALM) {
      this.#tally.commits += 1;
      this.#tally.commands += parts.size;
    }
    // Their queue keeps the order in which they were sent.
    for (const [begun, part] of [...parts].sort(([one], [other]) => one.by - other.by))
      this.#wrote(begun, part, makerOf, now);
  }

  #wrote(begun: Begun, part: Part, makerOf: MakerOf, now: number): void {
    begun.commits += 1;
    requireOneCommit(begun.by, begun.request, part, begun.commits);
    if (begun.isOver) throw new Error(`${describe(begun.by, begun.request)} was applied after its end`);
    this.#requireAllowed(begun, part, makerOf, now);
    for (const asset of part.assets) this.#priced(asset);
    for (const tick of part.ticks) this.#recorded(begun, tick);
    this.#moments.push({ book: this.book.copy(), now: begun.now });
  }

  #requireAllowed(begun: Begun, { orders, cashRows }: Part, makerOf: MakerOf, committedAt: number): void {
    const { request, by, makes, now } = begun;
    switch (request.kind) {
      case 'place':
      case 'replace': {
        if (this.book.receipt(request) !== undefined) throw new Error(`${describe(by, request)} was applied again`);
        const placed = orders.find(({ version }) => version === 1);
        begun.replies = [this.#entered(begun, request, placed, committedAt)];
        this.book.keep(request, begun.replies);
        return;
      }
      case 'cancel': {
        const order = restingOrder(this.book, request);
        if (typeof order === 'string') throw new Error(`${describe(by, request)} was applied, and not ${order}`);
        this.book.end(order, 'CANCELLED');
        begun.replies = [replyOf(this.book, order)];
        return;
      }
      case 'tick':
      case 'expire':
        for (const stored of orders) this.#ended(begun, stored, makerOf, committedAt);
        return;
      case 'break':
        this.book.broken.push(brokenOrder(request, makes));
        this.#brokenSince.set(makes, this.#time + 1);
        begun.replies = [''];
        return;
      default: {
        const view = viewFor(begun, this.#moments.slice(begun.since), this.book, cashRows);
        const verdict = carryOut(this.book, { request, makes, now }, view);
        if (verdict.kind !== 'done') throw new Error(`${describe(by, request)} was applied, and should not have been`);
        begun.replies = verdict.replies;
      }
    }
  }

  /** An order was placed. Returns the answer to its command. */
  #entered(
    { by, makes, request, since, now: begunAt }: Begun,
    orderRequest: OrderRequest,
    stored: Order | undefined,
    committedAt: number,
  ): string {
    if (stored === undefined) throw new Error(`${describe(by, request)} placed no order`);
    if (orderRequest.kind === 'place' && isMalformed(orderRequest))
      throw new Error(`${describe(by, request)} was applied, and is no command`);
    const moments = this.#moments.slice(since);
    const assetId = assetOf(orderRequest, this.book);
    const mark = this.#keptMark(orderRequest, stored);
    // Its expiry goes by the clock, between the command and its commit. The stamp may be later, because of the account.
    const times = [begunAt, Math.min(Date.parse(stored.createdAt), committedAt)];
    const seen = moments.map(({ book }) => book);
    const markets = marketsOf(moments, assetId);
    const entry = entryFor(stored, orderRequest, { book: this.book, seen, markets, mark, times });
    const reply = enter(this.book, makes, entry);
    const order = this.book.orders.get(makes);
    if (order?.status === 'QUEUED') this.#watch.entered(order, this.#time + 1, since);
    return reply;
  }

  /** The mark of a replaced order may have been any of several. If the new order shows one of them, it is that one. */
  #keptMark(request: OrderRequest, { highWaterMark }: Order): bigint | undefined {
    const replaced = request.kind === 'replace' ? restingOrder(this.book, request) : undefined;
    if (replaced === undefined || typeof replaced === 'string' || highWaterMark === undefined) return undefined;
    const { least, most } = this.#watch.marksOf(replaced);
    const shown = priceUnits(highWaterMark.toString());
    return shown >= least && shown <= most ? shown : least;
  }

  #ended({ by, request, now: begunAt, ended }: Begun, stored: Order, makerOf: MakerOf, now: number): void {
    const order = this.book.orders.get(makerOf(stored.orderId) ?? 0);
    if (order === undefined) throw new Error(`${describe(by, request)} ended an order that does not exist`);
    // It has joined a group of trailing stops.
    if (stored.status === 'QUEUED') return;
    if (request.kind === 'expire') this.#watch.expired(order, stored, request.at);
    else if (request.kind === 'tick') this.#watch.ended(order, stored, { from: begunAt, until: now });
    ended.push(order);
  }

  /** The clock may have moved on between the command and its commit. */
  #priced({ assetId, priceAt = '' }: Asset): void {
    const listing = this.book.listings.get(assetId);
    if (listing !== undefined) this.book.listings.set(assetId, { ...listing, pricedAt: Date.parse(priceAt) });
  }

  #recorded(begun: Begun, stored: LastTick): void {
    const { request, by } = begun;
    const { assetId, isFinished } = stored;
    const log = this.#watch.log(assetId);
    const { last } = log;
    if (last?.isFinished === false) {
      if (!isFinished || priceText(last.price) !== stored.price.toString() || last.at !== Date.parse(stored.at))
        throw new Error(`${describe(by, request)} recorded the price ${stored.price} before the last one was finished`);
      last.isFinished = true;
    } else {
      if (request.kind !== 'tick' || isKnown(log.ticks, request))
        throw new Error(`${describe(by, request)} recorded a price that was applied before`);
      const tick = asApplied(request, last, Date.parse(stored.updatedAt));
      log.record({ ...tick, isFinished, since: this.#time + 1 });
      this.book.apply(assetId, tick);
    }
    if (isFinished && log.last !== undefined) this.#finished(begun, assetId, log.last);
  }

  /** The price leaves orders that nothing can end, and perhaps some that it should have ended. */
  #finished({ looks, left }: Begun, assetId: string, tick: LoggedTick): void {
    const seen = looks.get(assetId) ?? {};
    for (const { by } of this.#watch.finished(assetId, tick, seen)) left.push(by);
    for (const order of brokenAt(this.book, assetId, tick.price)) {
      const looked = seen[waitsForFall(order) ? 'fall' : 'rise'] ?? -1;
      if (this.#placedBy(order, looked)) left.push(order.by);
    }
  }

  #placedBy({ by }: ModelOrder, moment: number): boolean {
    return (this.#brokenSince.get(by) ?? 0) <= moment;
  }

  conclude(by: number, outcome: Outcome, now: number): 'changed' | 'unchanged' {
    const begun = this.#command(by);
    begun.isOver = true;
    if (!this.#isReported(outcome)) leaveToTwin(begun, this.#begun, inWords(outcome));
    const { request, commits } = begun;
    if ('died' in outcome) return 'changed';
    const changed = commits > 0 ? 'changed' : 'unchanged';
    if ('error' in outcome && this.#isReport(outcome.error.code)) {
      const isOne = request.kind !== 'tick' && request.kind !== 'expire';
      if (isOne && commits > 0 && !(outcome.error instanceof OutcomeUnknownError))
        throw new Error(`${describe(by, request)} was applied, and reported ${outcome.error.code}`);
      return changed;
    }
    const { words, skipped } = readSkipped(inWords(outcome));
    const expected = this.#endingsOf(begun);
    const isAsExpected =
      expected === undefined
        ? mayEndUnchanged(request, this.#momentsUntil(begun, now), words)
        : expected.some((ending) => inAnyOrder(ending) === inAnyOrder(words));
    if (!isAsExpected) throw wrongEnding(by, request, outcome, expected ?? ['something else']);
    if ('reply' in outcome) this.#requireReported(begun, skipped);
    if (request.kind === 'tick' && 'reply' in outcome) this.#requireApplied(request, words, skipped);
    return changed;
  }

  /** The report names every order that the command should have ended and did not, and no order that it could have ended. */
  #requireReported({ by, request, since, left }: Begun, skipped: readonly number[]): void {
    const due = request.kind === 'expire' ? brokenBy(this.book, request.at) : [];
    for (const order of due) if (this.#placedBy(order, since)) left.push(order.by);
    const missing = left.filter((order) => !skipped.includes(order));
    if (missing.length > 0)
      throw new Error(`${describe(by, request)} left out #${missing.join(' #')}, and did not say so`);
    const wrong = skipped.filter((order) => !this.#brokenSince.has(order));
    if (wrong.length > 0 && this.#circumstances.faults === 'none')
      throw new Error(`${describe(by, request)} could not end #${wrong.join(' #')}`);
  }

  /** The moments since the command was sent, each with both ends of the time that has passed. */
  #momentsUntil({ since, now: begunAt }: Begun, now: number): readonly Moment[] {
    return this.#moments.slice(since).flatMap(({ book }) => [
      { book, now: begunAt },
      { book, now },
    ]);
  }

  #isReported(outcome: Outcome): boolean {
    return 'error' in outcome && this.#isReport(outcome.error.code);
  }

  #isReport(code: string): boolean {
    return this.#circumstances.faults === 'expected' && STORE_REPORTS.includes(code);
  }

  /** The answers that the command may give after what it did. Undefined if it did nothing. */
  #endingsOf({ request, now, commits, replies, ended }: Begun): readonly string[] | undefined {
    if (request.kind === 'tick' && !isRefused(request, now) && this.book.listings.has(request.assetId))
      return (['applied', 'ignored'] as const).map((how) => readSkipped(tickReply(ended, [], how)).words);
    if (request.kind === 'expire') return [readSkipped(expiryReply(ended, [])).words];
    return commits === 0 ? undefined : replies;
  }

  #requireApplied({ assetId, price, at }: TickRequest, words: string, skipped: readonly number[]): void {
    const log = this.#watch.log(assetId);
    if (!words.startsWith('applied')) return;
    if (!log.ticks.some((tick) => tick.price === price && (at === undefined || tick.at === at)))
      throw new Error(`a price of ${priceText(price)} was applied, and not recorded`);
    const isThrough = skipped.every((order) => this.#brokenSince.has(order));
    if (this.#circumstances.commands === 'in order' && isThrough) this.#watch.requireQuiet(assetId);
  }

  #command(by: number): Begun {
    const begun = this.#begun[by - 1];
    if (begun === undefined) throw new Error(`no command has the number ${by}`);
    return begun;
  }
}
