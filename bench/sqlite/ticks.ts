import { ASSET_ID, type Market, openMarket, QUANTITY, temporaryFolder } from './market.ts';
import { fillWithOpenOrders } from './open-orders.ts';
import type { Compare, Comparison, Contender } from './rounds.ts';
import { byHand, ours, type Side } from './tick-sides.ts';
import { PER_ROUND, reaching, WORKS, type WorkOf } from './tick-works.ts';

const USERS = 64;
const ROUNDS = 120;
const REACHED_ROUNDS = 10;
export const FEW_OPEN_ORDERS = 1_000;
export const MANY_REACHED = 1_000;
export const FEW_REACHED = 100;

/** One kind of work by both sides, in the market with many open orders against the one with few. */
export interface TickResult {
  readonly name: string;
  readonly perRound: number;
  /** Our time with few open orders, divided by our time with many. */
  readonly ours: Comparison | undefined;
  /** The same by hand. */
  readonly byHand: Comparison | undefined;
  /** The time by hand divided by ours, with many open orders. */
  readonly againstByHand: Comparison | undefined;
}

export interface TickResults {
  readonly works: readonly TickResult[];
  /** The time per order for a tick that reaches a hundred, divided by the time for one that reaches a thousand. */
  readonly reached: TickResult;
}

/** The cost of prices, placing and cancelling with few open orders and with many, beside the same work by hand. */
export async function compareTicks(compare: Compare, manyOrders: number): Promise<TickResults> {
  await using folder = await temporaryFolder();
  // NORMAL has no sync in every commit, so the cost of the open orders does not drown in the disk's noise.
  const open = (name: string) => openMarket({ filename: folder.file(name), users: USERS, synchronous: 'NORMAL' });
  await using few = await open('few');
  await using many = await open('many');
  await fill(few, FEW_OPEN_ORDERS);
  await fill(many, manyOrders);

  const works: TickResult[] = [];
  for (const [name, work] of Object.entries(WORKS))
    works.push(await measure(compare, name, PER_ROUND, ROUNDS, [work, many], [work, few]));
  const [aThousand, aHundred] = [reaching(MANY_REACHED, 1), reaching(FEW_REACHED, MANY_REACHED / FEW_REACHED)];
  const name = 'an order reached';
  const reached = await measure(compare, name, MANY_REACHED, REACHED_ROUNDS, [aThousand, many], [aHundred, many]);
  return { works, reached };
}

type WorkOn = readonly [WorkOf, Market];

/** The first work against the second, by ours and by hand; and the first by ours against by hand. */
async function measure(
  compare: Compare,
  name: string,
  perRound: number,
  rounds: number,
  first: WorkOn,
  second: WorkOn,
): Promise<TickResult> {
  const firstByHand = contender('by hand', byHand, first);
  const others = [contender('ours, the second', ours, second), firstByHand];
  const [oursBySecond, againstByHand] = await compare(contender('ours', ours, first), others, rounds);
  const [byHandBySecond] = await compare(firstByHand, [contender('by hand, the second', byHand, second)], rounds);
  return { name, perRound, ours: oursBySecond, byHand: byHandBySecond, againstByHand };
}

function contender(name: string, sideOf: (market: Market) => Side, [workOf, market]: WorkOn): Contender {
  const work = workOf(market, sideOf(market));
  return {
    name,
    run: work.run,
    async prepare() {
      checkpoint(market);
      await work.prepare?.();
    },
  };
}

/**
 * Checkpoints happen between rounds. A checkpoint waits for the disk, and so does the first write after it, so that
 * write changes nothing.
 */
function checkpoint({ database }: Market): void {
  database.exec('PRAGMA wal_checkpoint; UPDATE last_ticks SET version = version;');
}

/** Gives each user a holding, so that every fill finds one. Then applies a first tick, and adds the open orders. */
async function fill(market: Market, orders: number): Promise<void> {
  const { app, database, usernames } = market;
  for (const username of usernames)
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: ASSET_ID, quantity: QUANTITY });
  await fillWithOpenOrders(market, orders);
  await app.orders.onPrice({ assetId: ASSET_ID, price: '50000' });
  database.exec('PRAGMA wal_autocheckpoint = 0');
}
