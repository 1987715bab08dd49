import * as z from 'zod';
import { assetIdSchema } from '../../entities/asset.ts';
import { ORDER_TYPES, type OrderType } from '../../entities/order.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../entities/order-status.ts';
import { usernameSchema } from '../../entities/user.ts';
import { RateUnavailableError } from '../../errors/rejection-errors.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../../money/currency.ts';
import type { Decimal } from '../../money/decimal.ts';
import { type Host, hostOf } from '../../ports/host.ts';
import type { EntityReader } from '../../ports/unit-of-work.ts';
import { requireUser } from '../../ports/user-repository.ts';
import { parse } from '../../validation/parse.ts';
import type { RateService } from '../rate-service.ts';
import {
  type AccountOfDay,
  type AggregateKind,
  type AggregateOf,
  type Aggregates,
  added,
  EVERYTHING,
  NO_ORDERS,
  NO_VOLUME,
  ofAsset,
  ofUser,
} from './aggregates.ts';
import { type DateRange, dateOf, datesOf, rangeFields, requireRange, upTo } from './dates.ts';
import { type Performance, performanceOf } from './performance.ts';

/** What `analytics.orderStatistics` takes: the days on which the orders were placed, and whose or of which asset they are. */
export interface OrderStatisticsRequest extends DateRange {
  readonly username?: string | undefined;
  readonly assetId?: string | undefined;
}

/** Orders, counted. */
export interface OrderStatistics {
  readonly total: number;
  /** How they stand now. */
  readonly byStatus: Readonly<Record<OrderStatus, number>>;
  readonly byType: Readonly<Record<OrderType, number>>;
  /** What they have traded so far, in US dollars and without fees. */
  readonly filledNotional: Decimal;
}

/** The input of `analytics.volume`. */
export interface VolumeRequest extends DateRange {
  readonly assetId: string;
}

/** What was traded of an asset on a day. */
export interface TradedDay {
  readonly date: string;
  readonly quantity: Decimal;
  /** In US dollars, without fees. Trades in a currency that had no rate are left out. */
  readonly notional: Decimal;
  readonly trades: number;
  /** True for a day that is not over. */
  readonly isOpen: boolean;
}

/** What was traded of an asset. */
export interface Volume {
  /** Every day from `from` to `to`, or to today. */
  readonly days: readonly TradedDay[];
}

/**
 * Figures of days in UTC. `runAnalytics` keeps them up from the feed, so they are as new as its last batch. Every method may reject with
 * VALIDATION_FAILED and STORAGE_FAILED.
 */
export interface AnalyticsService {
  /** The orders that were placed in these days: of a user, of an asset, of both, or all. */
  orderStatistics(request: OrderStatisticsRequest): Promise<OrderStatistics>;
  /** What was traded of an asset in these days. */
  volume(request: VolumeRequest): Promise<Volume>;
  /**
   * What an account was worth in these days, and how it has done. Other currencies count at the current exchange rate. USER_NOT_FOUND.
   */
  performance(username: string, range: DateRange): Promise<Performance>;
}

/** The input of `analytics.orderStatistics`. */
export const orderStatisticsSchema = z.strictObject({
  username: usernameSchema.optional(),
  assetId: assetIdSchema.optional(),
  ...rangeFields,
});
/** The input of `analytics.volume`. */
export const volumeRequestSchema = z.strictObject({ assetId: assetIdSchema, ...rangeFields });
/** The input of `analytics.performance` after the username. */
export const performanceRequestSchema = z.strictObject(rangeFields);

/** Where the aggregates are kept. */
export interface AggregateReader {
  /** Those of a user or an asset, of all shards, up to a day. Without `from`: from the first day on. */
  read<Kind extends AggregateKind>(
    kind: Kind,
    of: string,
    range: { readonly from?: string; readonly to: string },
  ): Promise<readonly AggregateOf<Kind>[]>;
}

/** The machine of the app that a service belongs to. */
const HOSTS = new WeakMap<AnalyticsService, Host>();

/** The clock, the ids and the timer of the app that has this service: the machine's own for one of another copy of this package. */
export function hostOfAnalytics(service: AnalyticsService): Host {
  return HOSTS.get(service) ?? hostOf({});
}

/** The rates that commands go by. */
type Rates = Pick<RateService, 'get'>;

/** The current worth of one unit of a currency in US dollars. Undefined if there is no rate. */
async function rateNow(rates: Rates, currency: Currency): Promise<Decimal | undefined> {
  try {
    return (await rates.get(currency, DEFAULT_CURRENCY)).rate;
  } catch (error) {
    if (error instanceof RateUnavailableError) return undefined;
    throw error;
  }
}

export function createAnalyticsService(
  reader: AggregateReader,
  rates: Rates,
  { unitOfWork, ...host }: Host & { readonly unitOfWork: EntityReader },
): AnalyticsService {
  const today = (): string => dateOf(host.clock.now().toISOString());
  const service: AnalyticsService = {
    async orderStatistics(input) {
      const { username, assetId, ...range } = parse(orderStatisticsSchema, input);
      requireRange(range);
      const found = await reader.read('orders', ownersOf(username, assetId), range);
      const wanted =
        username === undefined || assetId === undefined ? found : found.filter(({ part }) => part === assetId);
      const { total, byStatus, byType, filledNotional } = wanted.reduce(
        (sum, { value }) => added('orders', sum, value),
        NO_ORDERS,
      );
      return { total, byStatus: all(ORDER_STATUSES, byStatus), byType: all(ORDER_TYPES, byType), filledNotional };
    },

    async volume(input) {
      const { assetId, ...range } = parse(volumeRequestSchema, input);
      requireRange(range);
      const byDate = sumsByDate('volume', await reader.read('volume', assetId, range));
      const now = today();
      const dates = datesOf(upTo(now, range));
      return { days: dates.map((date) => ({ date, ...(byDate.get(date) ?? NO_VOLUME), isOpen: date >= now })) };
    },

    async performance(inUser, inRange) {
      const username = parse(usernameSchema, inUser, 'username');
      const range = parse(performanceRequestSchema, inRange, 'range');
      requireRange(range);
      const { to } = range;
      const movements = sumsByDate('account', await reader.read('account', username, { to }));
      if (movements.size === 0) await requireUser(unitOfWork, username);
      const { holdings, currencies } = touched(movements);
      const closes = await closesOf(holdings, to);
      const rateOf = await ratesOf(currencies);
      return performanceOf(range, today(), movements, {
        closeOf: (assetId, date) => lastBefore(closes.get(assetId) ?? [], date),
        rateOf: (currency) => rateOf.get(currency),
      });
    },
  };
  HOSTS.set(service, Object.freeze({ clock: host.clock, ids: host.ids, timer: host.timer }));
  return Object.freeze(service);

  async function closesOf(holdings: readonly string[], to: string) {
    return new Map(
      await Promise.all(
        holdings.map(async (assetId): Promise<[string, readonly DatedPrice[]]> => {
          const byDate = sumsByDate('close', await reader.read('close', assetId, { to }));
          const prices = [...byDate].map(([date, { price }]) => ({ date, price }));
          return [assetId, prices.sort((one, other) => (one.date < other.date ? -1 : 1))];
        }),
      ),
    );
  }

  async function ratesOf(currencies: readonly string[]) {
    const foreign = currencies.map((currency) => parse(currencySchema, currency, 'currency'));
    const known = await Promise.all(
      foreign
        .filter((currency) => currency !== DEFAULT_CURRENCY)
        .map(async (currency): Promise<[string, Decimal | undefined]> => [currency, await rateNow(rates, currency)]),
    );
    return new Map(known);
  }
}

function ownersOf(username: string | undefined, assetId: string | undefined): string {
  if (username !== undefined) return ofUser(username);
  return assetId === undefined ? EVERYTHING : ofAsset(assetId);
}

interface DatedPrice {
  readonly date: string;
  readonly price: Decimal;
}

/** The last price that is not of a later day. The prices are in the order of their days. */
function lastBefore(prices: readonly DatedPrice[], date: string): Decimal | undefined {
  let [low, high] = [0, prices.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prices[middle]?.date ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return prices[low - 1]?.price;
}

function touched(movements: ReadonlyMap<string, AccountOfDay>) {
  const days = [...movements.values()];
  const names = (amounts: readonly object[]): readonly string[] => [...new Set(amounts.flatMap(Object.keys))];
  return {
    holdings: names(days.flatMap(({ holdings, movedIn, movedOut }) => [holdings, movedIn, movedOut])),
    currencies: names(days.flatMap(({ cash, paidIn, paidOut }) => [cash, paidIn, paidOut])),
  };
}

/** The aggregates of all shards, one for each day. */
function sumsByDate<Kind extends AggregateKind>(
  kind: Kind,
  found: readonly AggregateOf<Kind>[],
): Map<string, Aggregates[Kind]> {
  const sums = new Map<string, Aggregates[Kind]>();
  for (const { date, value } of found) {
    const before = sums.get(date);
    sums.set(date, before === undefined ? value : added(kind, before, value));
  }
  return sums;
}

function all<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Partial<Record<Name, number>>>,
): Readonly<Record<Name, number>> {
  // Every name is there, which the type of `fromEntries` does not tell.
  return Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])) as Record<Name, number>;
}
