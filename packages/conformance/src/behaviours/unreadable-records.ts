import type { OpenOrders, Order, PageRequest, PlaceRestingOrder, Skipped } from '@orderfolio/domain';
import type { EntityKey } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { idsOf, openTrader, placeAtOnce, type Trader, tick } from '../trader.ts';

/** Records that somebody has edited into nonsense: they stop no price and no expiry, wherever they stand in an index. */
export const unreadableRecords: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  // A page of an index has 50 entries.
  for (const [where, position] of [
    ['first', 0],
    ['in the middle', 30],
    ['last of a page', 49],
    ['first of the next page', 50],
    ['last', 60],
  ] as const) {
    it(`an order that cannot be read stops no price: ${where}`, async (place) => {
      const { app } = place;
      const trader = await openTrader(place);
      const placed = await placeMany(place, trader, 61, (number) => ({ ...BUY, limitPrice: `${95 - number / 100}` }));
      const broken = await spoilOrder(place, placed[position]);
      for (const filled of [placed.filter((order) => order !== placed[position]), []]) {
        const outcome = await tick(app, '90');
        expect(idsOf(outcome.filled)).toEqual(idsOf(filled));
        expect(outcome.skipped).toMatchObject([{ ...broken, error: UNREADABLE }]);
      }
      expect((await tick(app, '96')).skipped).toEqual([]);
    });
  }

  it('orders that cannot be read keep no other from expiring, and none from a rise', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const expiresAt = '2026-01-01T00:00:10.000Z';
    const due = await placeMany(place, trader, 53, () => ({ ...BUY, expiresAt }));
    const sales = await placeMany(place, trader, 3, () => SALE);
    const broken = [await spoilOrder(place, due[49]), await spoilOrder(place, due[0])];
    const brokenSale = await spoilOrder(place, sales[1]);
    const outcome = await tick(app, '110');
    expect(idsOf(outcome.filled)).toEqual(idsOf(sales.filter((_order, index) => index !== 1)));
    expect(outcome.skipped).toMatchObject([{ ...brokenSale, error: UNREADABLE }]);
    clock.set(expiresAt);
    for (const count of [51, 0]) {
      const { expired, skipped } = await app.orders.expireDue();
      expect(expired).toHaveLength(count);
      expect(skipped).toMatchObject(broken.toReversed());
    }
  });

  it('an order that cannot be read hides no other in the list of an asset, whatever the page', async (place) => {
    const { app, store } = place;
    const [one, two] = [await openTrader(place), await openTrader(place)];
    const placed = [
      ...(await placeMany(place, one, 3, () => BUY)),
      ...(await placeMany(place, two, 3, () => BUY)),
      ...(await placeMany(place, one, 1, () => BUY)),
    ].toReversed();
    for (const position of [0, 3, 6]) {
      const broken = await spoilOrder(place, placed[position]);
      for (const list of [app.orders.listOpenByAsset, store.orders.listRestingByAsset])
        for (const limit of [1, 2, 3, 100]) {
          const { items, skipped } = await everyOpen((page) => list('BTC', page), limit);
          expect(idsOf(items)).toEqual(idsOf(placed.filter((order) => order !== placed[position])));
          expect(skipped).toMatchObject([{ ...broken, error: UNREADABLE }]);
        }
      await place.spoil({ entity: 'order', ...broken }, 'quantity', '0.01');
    }
  });

  it('a group of trailing stops that cannot be read stops no other group and no order', async (place) => {
    const { app, spoil } = place;
    const trader = await openTrader(place);
    const [ofAmount, ofPercent] = await placeMany(place, trader, 2, (number) =>
      number === 0 ? { ...TRAILING, trailAmount: '10' } : { ...TRAILING, trailPercent: '10' },
    );
    const [buy] = await placeMany(place, trader, 1, () => BUY);
    await tick(app, '120');
    const { trailingGroupId: groupId = '' } = await app.orders.get(trader.username, ofAmount?.orderId ?? '');
    await spoil({ entity: 'trailingGroup', assetId: 'BTC', groupId }, 'mark', 'nonsense');
    const rise = await tick(app, '130');
    expect(rise.skipped).toMatchObject([{ trailingGroupId: groupId, error: UNREADABLE }]);
    const fall = await tick(app, '95');
    expect(fall.skipped).toMatchObject([{ trailingGroupId: groupId, error: UNREADABLE }]);
    expect(fall.filled.map(({ orderId, highWaterMark }) => [orderId, highWaterMark?.toString()])).toEqual([
      [ofPercent?.orderId, '130'],
      [buy?.orderId, undefined],
    ]);
    const { differences } = await app.portfolio.reconcile(trader.username);
    expect(differences, 'nothing else is wrong').toMatchObject([
      { kind: 'UNREADABLE', entity: 'trailingGroup', id: groupId },
    ]);
  });

  it('an order of a group that cannot be read keeps the others in the group, and none from selling', async (place) => {
    const { app, clock } = place;
    const trader = await openTrader(place);
    const [narrow, ...others] = await placeMany(place, trader, 4, (number) => ({
      ...TRAILING,
      trailAmount: `${10 + number}`,
    }));
    await tick(app, '120');
    const broken = await spoilOrder(place, narrow);
    clock.advance(61_000);
    for (const [price, filled] of [
      ['110', []],
      ['109', others.slice(0, 1)],
      ['100', others.slice(1)],
    ] as const) {
      const outcome = await tick(app, price);
      expect(idsOf(outcome.filled), price).toEqual(idsOf(filled));
      expect(outcome.skipped, price).toMatchObject([{ ...broken, error: UNREADABLE }]);
    }
    expect((await tick(app, '130')).skipped, 'its group is lifted without it').toEqual([]);
  });

  it('an order whose price was edited stands where it stood: pages go on, and it fills at no price of its own', async (place) => {
    const { app, spoil } = place;
    const trader = await openTrader(place);
    const placed = await placeMany(place, trader, 61, (number) => ({ ...BUY, limitPrice: `${95 - number / 100}` }));
    const orderId = placed[49]?.orderId ?? '';
    await spoil({ entity: 'order', username: trader.username, orderId }, 'limitPrice', '1');
    expect(idsOf((await tick(app, '90')).filled)).toEqual(idsOf(placed).filter((id) => id !== orderId));
  });

  it('an asset or a last price that cannot be read is an error: nothing of it is finished', async (place) => {
    const { app, spoil } = place;
    const trader = await openTrader(place);
    const placed = await placeMany(place, trader, 2, () => BUY);
    const keys: readonly EntityKey<'asset' | 'lastTick'>[] = [
      { entity: 'asset', assetId: 'BTC' },
      { entity: 'lastTick', assetId: 'BTC', currency: 'USD' },
    ];
    for (const key of keys) {
      const field = key.entity === 'asset' ? 'priceUsd' : 'price';
      await tick(app, '100');
      await spoil(key, field, 'nonsense');
      await expect(tick(app, '90')).rejects.toMatchObject(UNREADABLE);
      await spoil(key, field, '100');
    }
    expect(idsOf((await tick(app, '90')).filled)).toEqual(idsOf(placed));
  });
};

const BUY = { orderType: 'LIMIT_BUY', quantity: '0.01', limitPrice: '95' } as const;
const SALE = { orderType: 'LIMIT_SELL', quantity: '0.01', limitPrice: '105' } as const;
const TRAILING = { orderType: 'TRAILING_STOP_SELL', quantity: '0.01' } as const;
const UNREADABLE = { code: 'STORAGE_FAILED', retryable: false } as const;

type WithoutTrader<Command> = Command extends unknown ? Omit<Command, keyof Trader> : never;

/** Places so many orders. */
function placeMany(
  { app }: Place,
  trader: Trader,
  count: number,
  termsOf: (number: number) => WithoutTrader<PlaceRestingOrder>,
): Promise<Order[]> {
  return placeAtOnce(
    app,
    Array.from({ length: count }, (_order, number) => ({ ...trader, ...termsOf(number) })),
  );
}

/** All pages of the list, one after another. */
async function everyOpen(list: (page: PageRequest) => Promise<OpenOrders>, limit: number) {
  const found: { items: Order[]; skipped: Skipped[] } = { items: [], skipped: [] };
  for (let cursor: string | undefined, pages = 0; ; pages++) {
    expect(pages, 'the pages come to an end').toBeLessThan(20);
    const page = await list({ limit, cursor });
    found.items.push(...page.items);
    found.skipped.push(...page.skipped);
    if (page.nextCursor === undefined) return found;
    cursor = page.nextCursor;
  }
}

/** Edits an amount of the order into nonsense. Returns its name. */
async function spoilOrder({ spoil }: Place, order: Order | undefined) {
  const { username = '', orderId = '' } = order ?? {};
  await spoil({ entity: 'order', username, orderId }, 'quantity', 'nonsense');
  return { username, orderId };
}
