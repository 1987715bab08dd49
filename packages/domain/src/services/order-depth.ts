import * as z from 'zod';
import { assetIdSchema } from '../entities/asset.ts';
import { bookOf, type Market } from '../entities/market.ts';
import type { Order } from '../entities/order.ts';
import { AssetNotFoundError } from '../errors/not-found-errors.ts';
import { type Currency, currencySchema, DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Decimal } from '../money/decimal.ts';
import { HIGHEST_PRICE, LOWEST_PRICE } from '../money/price.ts';
import type { Trigger, TriggerIndex } from '../ports/trigger-index.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { entriesOf } from '../triggers/entries.ts';
import { parse } from '../validation/parse.ts';

/** The limit orders that wait at one price. */
export interface DepthLevel {
  readonly price: Decimal;
  /** The sum of their quantities. */
  readonly quantity: Decimal;
  /** How many they are. */
  readonly orders: number;
}

/** The limit orders that rest in the book of an asset and a currency, by price. It does not say whose they are. */
export interface Depth {
  readonly assetId: string;
  readonly currency: Currency;
  /** The last price that was applied. Undefined before the first. */
  readonly lastPrice: Decimal | undefined;
  /** Buys, the highest limit first. */
  readonly bids: readonly DepthLevel[];
  /** Sales, the lowest limit first. */
  readonly asks: readonly DepthLevel[];
  /** False if a side has more entries than one call reads: its last level may then be short, and levels behind it are missing. */
  readonly isComplete: boolean;
}

const MOST_LEVELS = 100;
/** The most entries that one call reads of a side. Stops wait among the limit orders, and count too. */
const MOST_ENTRIES = 2_000;

/** The input of `orders.depth` after the asset. */
export const depthRequestSchema = z.strictObject({
  currency: currencySchema.default(DEFAULT_CURRENCY),
  /** The most prices of each side, from the best one on. */
  levels: z.int().min(1).max(MOST_LEVELS).default(20),
});
/** The currency of the book (default: US dollars), and how many prices of each side are wanted (1 to 100, default 20). */
export type DepthRequest = z.input<typeof depthRequestSchema>;

interface DepthStore {
  readonly unitOfWork: UnitOfWork;
  readonly triggers: TriggerIndex;
}

/** Reads the best levels of both sides. */
export async function readDepth(
  { unitOfWork, triggers }: DepthStore,
  inAsset: string,
  request: DepthRequest,
): Promise<Depth> {
  const assetId = parse(assetIdSchema, inAsset, 'assetId');
  const { currency, levels } = parse(depthRequestSchema, request);
  const market: Market = { assetId, currency };
  const book = bookOf(market);
  const [[asset, last], bids, asks] = await Promise.all([
    unitOfWork.read([
      { entity: 'asset', assetId },
      { entity: 'lastTick', ...market },
    ]),
    readSide(
      entriesOf((range) => triggers.reachedByFall(book, LOWEST_PRICE, range)),
      'LIMIT_BUY',
      levels,
    ),
    readSide(
      entriesOf((range) => triggers.reachedByRise(book, HIGHEST_PRICE, range)),
      'LIMIT_SELL',
      levels,
    ),
  ]);
  if (asset === undefined) throw new AssetNotFoundError({ assetId });
  return {
    ...market,
    lastPrice: last?.price,
    bids: bids.levels,
    asks: asks.levels,
    isComplete: bids.isComplete && asks.isComplete,
  };
}

interface Side {
  readonly levels: readonly DepthLevel[];
  readonly isComplete: boolean;
}

/** The entries come with the best price first, so those of one level follow one another. An unreadable order cannot fill: it is left out. */
async function readSide(
  entries: AsyncIterable<Trigger>,
  orderType: Order['orderType'],
  mostLevels: number,
): Promise<Side> {
  const levels: DepthLevel[] = [];
  let read = 0;
  for await (const entry of entries) {
    if (read === MOST_ENTRIES) return { levels, isComplete: false };
    read += 1;
    if (entry.kind !== 'order' || entry.order.orderType !== orderType) continue;
    const { limitPrice: price, quantity } = entry.order;
    if (price === undefined) continue;
    const level = levels.at(-1);
    if (level?.price.eq(price) === true)
      levels[levels.length - 1] = { price, quantity: level.quantity.plus(quantity), orders: level.orders + 1 };
    else if (levels.length < mostLevels) levels.push({ price, quantity, orders: 1 });
    else break;
  }
  return { levels, isComplete: true };
}
