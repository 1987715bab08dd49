import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { type EntityMaker, entityMaker } from '@orderfolio/conformance';
import { createOrderfolio, Decimal, type Order, type Orderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { type Cost, Meter } from './meter.ts';

const username = 'alice_01';
const profile = { firstName: 'Ada', lastName: 'Byron', passwordHash: 'x' };
/** The writes that a commit takes. */
const PER_COMMIT = 100;

/**
 * How many orders rest on an asset, and how many of them a price reaches. Either each has its own user, or one user has
 * all.
 */
export interface Book {
  readonly open: number;
  readonly reached: number;
  readonly of: 'many users' | 'one user';
}

/** The cost of one price on each of these books. */
export async function measureTicks(tableName: string, books: readonly Book[]): Promise<readonly Cost[]> {
  const meter = new Meter();
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const ids = sequentialIds(clock);
  const make = entityMaker(clock, ids);
  const store = await openDynamoDb({ tableName, client: meter.client, clock, ids, timer });
  try {
    // Users take turns. The local server may refuse transactions that come at once, and the tries would count twice.
    const app = createOrderfolio({ store, clock, ids, timer, warmForMs: 0, sweepConcurrency: 1 });
    const most = Math.max(...books.map(({ reached }) => reached));
    for (const name of [username, ...Array.from({ length: most }, (_none, number) => traderName(number))]) {
      await app.users.create({ username: name, email: `${name}@example.com`, ...profile });
      await app.funds.deposit({ username: name, amount: '1000000.00' });
    }
    const costs: Cost[] = [];
    for (const [number, book] of books.entries()) {
      const assetId = `ASSET${number}`;
      await app.assets.create({ assetId, name: 'An asset', category: 'major', priceUsd: '100.00' });
      await fillBook({ app, store, make }, assetId, book);
      costs.push(await meter.measure(() => applyPrice(app, assetId, '90.00', 2)));
    }
    return costs;
  } finally {
    await store[Symbol.asyncDispose]();
    meter.destroy();
  }
}

interface Desk {
  readonly app: Orderfolio;
  readonly store: Store;
  readonly make: EntityMaker;
}

/** A fifth of the open orders are trailing stops. At a price of 101 they join a group, whose stop is at 81. */
async function fillBook({ app, store, make }: Desk, assetId: string, { open, reached, of }: Book): Promise<void> {
  const orders = Array.from({ length: open }, (_none, number) => make.order({ username, assetId, ...waiting(number) }));
  for (let start = 0; start < open; start += PER_COMMIT) {
    const changes = orders.slice(start, start + PER_COMMIT).map((order) => insert('order', order));
    await adapterStoreOf(store).unitOfWork.commit({ token: `${assetId} ${start}`, changes });
  }
  await applyPrice(app, assetId, '101.00', 1);
  const { entries } = await adapterStoreOf(store).triggers.reachedByFall(assetId, new Decimal('81'), { limit: 1 });
  const [first] = entries;
  if (first?.kind !== 'group') throw new Error('no trailing stop has joined a group');
  const buy = { assetId, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90.00' } as const;
  for (let number = 0; number < reached; number++)
    await app.orders.place({ username: of === 'one user' ? username : traderName(number), ...buy });
}

function traderName(number: number): string {
  return `trader_${number}`;
}

/** Out of reach of prices from 81 to 150. */
function waiting(number: number): Partial<Order> {
  const price = new Decimal(String(number));
  switch (number % 5) {
    case 0:
      return {
        orderType: 'TRAILING_STOP_SELL',
        trailAmount: price.plus('20'),
        highWaterMark: new Decimal('100'),
      };
    case 1:
      return { orderType: 'STOP_LOSS_SELL', stopPrice: new Decimal('50') };
    case 2:
      return { orderType: 'LIMIT_SELL', limitPrice: price.plus('150.01') };
    case 3:
      return { orderType: 'TAKE_PROFIT_SELL', stopPrice: price.plus('150.01') };
    default:
      return { orderType: 'LIMIT_BUY', limitPrice: new Decimal('80') };
  }
}

function applyPrice(app: Orderfolio, assetId: string, price: string, second: number): Promise<unknown> {
  return app.orders.onPrice({ assetId, price, at: `2026-01-01T00:00:0${second}.000Z` });
}
