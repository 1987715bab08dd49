import { type Decimal, type Orderfolio, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, plain } from './assertions.ts';
import type { Place } from './place.ts';
import { openTrader, tick } from './trader.ts';

/** The days of the figures. */
export const DAYS = { from: '2026-01-01', to: '2026-01-31' };

/** For an error that a store may have for a while. False, so that a loop goes on. */
export function failed(error: unknown): false {
  expect(['STORAGE_FAILED', 'OUTCOME_UNKNOWN', 'CONCURRENCY_CONFLICT']).toContain(Reflect.get(Object(error), 'code'));
  return false;
}

/** Two users who trade for three days. */
export async function story(place: Place): Promise<readonly string[]> {
  const { app, clock } = place;
  const traders = [await openTrader(place), await openTrader(place)];
  for (const price of ['110', '95', '120']) {
    clock.advance(86_400_000);
    await tick(app, price);
    for (const { username, assetId } of traders) {
      await app.funds.deposit({ username, amount: '50.00' });
      await app.orders.place({ username, assetId, orderType: 'MARKET_SELL', quantity: '2' });
      await app.orders.place({ username, assetId, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
      const { order } = await app.orders.place({
        username,
        assetId,
        orderType: 'LIMIT_SELL',
        quantity: '1',
        limitPrice: '200',
      });
      await app.orders.cancel(username, order.orderId);
      await app.portfolio.transferIn({ username, assetId, quantity: '0.5', costBasis: '10.00' });
    }
  }
  return traders.map(({ username }) => username);
}

/** The figures, and what the ledgers, the orders and the portfolio say. */
export async function expectFiguresOfLedgers(app: Orderfolio, usernames: readonly string[]): Promise<void> {
  let trades = 0;
  for (const username of usernames) {
    const orders = await everyItem((page) => app.orders.listByUser(username, page));
    const rows = await everyItem((page) => app.portfolio.listTransactions(username, page));
    const cash = await everyItem((page) => app.funds.listTransactions(username, page));
    const traded = rows.filter(({ orderId }) => orderId !== undefined);
    trades += traded.length;

    const statistics = await app.analytics.orderStatistics({ ...DAYS, username });
    expect(statistics.total).toBe(orders.length);
    for (const status of ['QUEUED', 'COMPLETED', 'CANCELLED'] as const)
      expect(statistics.byStatus[status]).toBe(orders.filter((order) => order.status === status).length);
    expect(plain(statistics.filledNotional)).toBe(sumOf(traded.map(({ totalAmount }) => totalAmount)));

    const performance = await app.analytics.performance(username, DAYS);
    const portfolio = await app.portfolio.value(username);
    expect(plain(performance.days.at(-1)?.value)).toBe(plain(portfolio.totalPortfolioValue));
    expect(plain(performance.unrealisedProfit)).toBe(plain(portfolio.assetBalances[0]?.unrealisedProfit));
    expect(plain(performance.realisedProfit)).toBe(sumOf(rows.flatMap(({ realisedProfit }) => realisedProfit ?? [])));
    const deposits = cash.filter(({ type }) => type === 'DEPOSIT').map(({ amount }) => amount);
    const transfers = performance.days.map(({ netDeposits }) => netDeposits);
    // Transfers of half a BTC count at the price of their day.
    expect(plain(sumOf(transfers))).toBe(sumOf([...deposits, '55', '47.5', '60']));
  }
  const { days } = await app.analytics.volume({ ...DAYS, assetId: 'BTC' });
  expect(days.reduce((sum, day) => sum + day.trades, 0)).toBe(trades);
}

/** The amounts have few digits. */
function sumOf(amounts: readonly (Decimal | string)[]): string {
  return amounts.reduce((sum: Decimal, amount) => sum.plus(amount), ZERO).toString();
}
