import { seededRandom } from '@orderfolio/domain/testing';
import { Book } from '../model/book.ts';
import type { AppRequest, PlaceRequest } from '../model/requests.ts';
import { carryOut, type Verdict } from '../model/rules.ts';
import { type DailyPrice, type SeriesTick, ticksOf } from './ticks.ts';

/** The input of a plan. */
export interface ReplayOptions {
  readonly prices: readonly DailyPrice[];
  /** How many orders are placed on the way. */
  readonly orders: number;
  readonly seed: number;
}

/** A command of the replay, the time at which it is sent, and its outcome in the naive model. */
export interface PlannedCommand {
  readonly request: AppRequest;
  readonly now: number;
  readonly verdict: Verdict;
}

export interface Plan {
  readonly commands: readonly PlannedCommand[];
  /** The content of the naive model at the end. */
  readonly book: Book;
}

export const TRADERS: readonly string[] = Array.from({ length: 8 }, (_nothing, index) => `trader_${index}`);
/** The one asset, quoted at its last price. */
export const ASSET_ID = 'GOLD';

const WHOLE = 100_000_000n;
const DAY = 24 * 3_600_000;
/** A cent, in 10⁻⁴ dollars times 10⁻⁸ of an asset. */
const CENT_AT_ONE = 10_000_000_000n;

/** The commands of a replay, and their outcome in a plain list of orders. The same options give the same plan. */
export function planReplay({ prices, orders, seed }: ReplayOptions): Plan {
  const ticks = [...ticksOf(prices)];
  const [first] = ticks;
  if (first === undefined) throw new Error('a replay needs a price');
  const planner = new Planner(seed, first);
  for (const [index, tick] of ticks.entries()) {
    planner.tick(tick);
    const due = share(orders, index + 1, ticks.length) - share(orders, index, ticks.length);
    for (let placed = 0; placed < due; placed++) planner.placeAndDisturb();
  }
  return planner.plan;
}

/** How many orders were placed before this tick. They are spread evenly. */
function share(orders: number, index: number, ticks: number): number {
  return Math.floor((orders * index) / ticks);
}

class Planner {
  readonly #book = new Book();
  readonly #commands: PlannedCommand[] = [];
  readonly #random: () => number;
  #now: number;
  #price: bigint;

  constructor(seed: number, { price, at }: SeriesTick) {
    this.#random = seededRandom(seed);
    this.#now = at - DAY;
    this.#price = price;
    this.#send({ kind: 'createAsset', assetId: ASSET_ID, price, decimals: 8, minUnits: 0n });
    for (const username of TRADERS) {
      this.#send({ kind: 'createUser', username, email: `${username}@example.com` });
      this.#send({ kind: 'deposit', username, cents: 1_000_000_000n });
      this.#send({ kind: 'place', username, type: 'MARKET_BUY', assetId: ASSET_ID, units: 300n * WHOLE });
    }
  }

  get plan(): Plan {
    return { commands: this.#commands, book: this.#book };
  }

  tick({ price, at }: SeriesTick): void {
    this.#now = at;
    this.#price = price;
    this.#send({ kind: 'tick', assetId: ASSET_ID, price, at });
    this.#send({ kind: 'expire', at });
  }

  /** Places an order. Now and then another one is cancelled or replaced. */
  placeAndDisturb(): void {
    this.#send(this.#order());
    const open = this.#book.open;
    const some = open[this.#upTo(open.length)];
    if (some === undefined) return;
    const { username, by: target, limit, stop } = some;
    const chance = this.#random();
    if (chance < 0.1) this.#send({ kind: 'cancel', username, target });
    else if (chance < 0.2 && (limit ?? stop) === undefined)
      this.#send({ kind: 'replace', username, target, units: this.#units() });
    else if (chance < 0.2) {
      const changed = limit === undefined ? { stop: this.#beside() } : { limit: this.#beside() };
      this.#send({ kind: 'replace', username, target, ...changed });
    }
  }

  #send(request: AppRequest): void {
    this.#now += 1;
    const verdict = carryOut(this.#book, { request, makes: this.#commands.length + 1, now: this.#now });
    this.#commands.push({ request, now: this.#now, verdict });
  }

  #order(): PlaceRequest {
    const username = this.#one(TRADERS);
    const expiresAt = this.#random() < 0.3 ? this.#now + (1 + this.#upTo(60)) * DAY : undefined;
    const common = { kind: 'place', username, assetId: ASSET_ID, units: this.#units(), expiresAt } as const;
    const [below, above] = [this.#price - this.#distance(), this.#price + this.#distance()];
    const timeInForce = this.#one(['IOC', 'FOK'] as const);
    const shortLived = { ...common, expiresAt: undefined, timeInForce };
    return this.#one<PlaceRequest>([
      { ...common, type: 'LIMIT_BUY', limit: below },
      { ...common, type: 'LIMIT_BUY', limit: below },
      { ...common, type: 'LIMIT_SELL', limit: above },
      { ...common, type: 'STOP_LOSS_SELL', stop: below },
      // It is worth a cent at its stop, and nothing below, where it cannot be filled.
      { ...common, type: 'STOP_LOSS_SELL', stop: below, units: CENT_AT_ONE / below + 1n },
      { ...common, type: 'TAKE_PROFIT_SELL', stop: above },
      { ...common, type: 'TRAILING_STOP_SELL', trailAmount: this.#distance() },
      { ...common, type: 'TRAILING_STOP_SELL', trailPercent: BigInt(1 + this.#upTo(300_000)) },
      { ...shortLived, type: 'LIMIT_BUY', limit: this.#beside() },
      { ...shortLived, type: 'LIMIT_SELL', limit: this.#beside() },
    ]);
  }

  /** Up to a quarter of a unit. */
  #units(): bigint {
    return BigInt(1 + this.#upTo(25_000_000));
  }

  /** More than zero, and at most a fifth of the price. */
  #distance(): bigint {
    return (this.#price * BigInt(1 + this.#upTo(2_000))) / 10_000n + 1n;
  }

  #beside(): bigint {
    return this.#random() < 0.5 ? this.#price - this.#distance() : this.#price + this.#distance();
  }

  #upTo(end: number): number {
    return Math.floor(this.#random() * end);
  }

  #one<Value>(values: readonly Value[]): Value {
    const value = values[this.#upTo(values.length)];
    if (value === undefined) throw new Error('there is nothing to choose from');
    return value;
  }
}
