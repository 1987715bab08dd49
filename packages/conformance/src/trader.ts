import { Decimal, type Order, type Orderfolio, type PlaceRestingOrder, type PriceOutcome } from '@orderfolio/domain';
import { expect } from 'vitest';
import type { Place } from './place.ts';

/** A user who trades BTC, which costs 100 dollars. */
export interface Trader {
  readonly username: string;
  readonly assetId: 'BTC';
}

/** A new user with 1,000 dollars and 10 BTC, bought at the market, so that the ledgers add up. */
export async function openTrader({ app, store, addUser, addAsset }: Place): Promise<Trader> {
  const { username } = await addUser();
  if ((await store.assets.get('BTC')) === undefined) await addAsset({ assetId: 'BTC', priceUsd: new Decimal('100') });
  await app.funds.deposit({ username, amount: '2000.00' });
  await app.orders.place({ username, assetId: 'BTC', orderType: 'MARKET_BUY', quantity: '10' });
  return { username, assetId: 'BTC' };
}

/** One order of each type that rests, a BTC each, while the price is 100 dollars. */
export function oneOfEachType(trader: Trader): readonly PlaceRestingOrder[] {
  const order = { ...trader, quantity: '1' } as const;
  return [
    { ...order, orderType: 'LIMIT_BUY', limitPrice: '90' },
    { ...order, orderType: 'LIMIT_SELL', limitPrice: '110' },
    { ...order, orderType: 'STOP_LOSS_SELL', stopPrice: '90' },
    { ...order, orderType: 'TAKE_PROFIT_SELL', stopPrice: '110' },
    { ...order, orderType: 'TRAILING_STOP_SELL', trailAmount: '10' },
    { ...order, orderType: 'TRAILING_STOP_SELL', trailPercent: '10' },
  ];
}

/**
 * Places orders of one user all at once, so they share their commits. Returns them in this order, which is also that of
 * their ids.
 */
export async function placeAtOnce({ orders }: Orderfolio, terms: readonly PlaceRestingOrder[]): Promise<Order[]> {
  return (await Promise.all(terms.map((order) => orders.place(order)))).map(({ order }) => order);
}

/** The trader's cash and BTC, each `available + held`. */
export async function wealthOf(app: Orderfolio, { username, assetId }: Trader): Promise<string> {
  const cash = await app.funds.getBalance(username);
  const btc = await app.portfolio.holding(username, assetId);
  return `${cash.available} + ${cash.held} USD, ${btc.available} + ${btc.held} BTC`;
}

/** Expects that the stored sums of these users are those of their ledgers and resting orders. */
export async function expectReconciled(app: Orderfolio, ...traders: readonly Trader[]): Promise<void> {
  for (const { username } of traders)
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
}

/** The price of BTC, now or at another time. */
export function tick({ orders }: Orderfolio, price: string, at?: string): Promise<PriceOutcome> {
  return orders.onPrice({ assetId: 'BTC', price, at });
}

/** The catalogue's price of BTC, which is newer than any price so far. */
export async function listAt({ app, clock }: Place, priceUsd: string): Promise<void> {
  clock.advance(1);
  await app.assets.update('BTC', { priceUsd });
}

export function idsOf(orders: readonly Pick<Order, 'orderId'>[]): string[] {
  return orders.map(({ orderId }) => orderId);
}
