import { type Decimal, type Orderfolio, runAnalytics, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal, plain } from '../assertions.ts';
import { faultyStore, seededFaults } from '../faults.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { openTrader, tick } from '../trader.ts';

const DAYS = { from: '2026-01-01', to: '2026-01-31' };

/** `runAnalytics` and `app.analytics`: figures that are those of the ledgers, each event once. */
export const analytics: Behaviour = (adapter, register) => {
  const it = testsOn(withFeed(adapter), register);

  if (!adapter.capabilities.changeFeed) {
    it('are not kept up by a store without a feed, with what to do', async ({ app, handedOut }) => {
      await expectRefusal(runAnalytics({ app, store: handedOut, until: 'caughtUp' }), 'CONFIGURATION_INVALID');
    });
    return;
  }

  it('are those of the ledgers', async (place) => {
    const { app, handedOut } = place;
    const usernames = await story(place);
    await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
    await expectFiguresOfLedgers(app, usernames);
  });

  it('are the same after every further run, and count what has happened since', async (place) => {
    const { app, handedOut } = place;
    const usernames = await story(place);
    for (let run = 0; run < 3; run++) {
      await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
      await expectFiguresOfLedgers(app, usernames);
      for (const username of usernames) await app.funds.deposit({ username, amount: '10.00' });
      await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
      await expectFiguresOfLedgers(app, usernames);
    }
  });

  it('count each event once when several processes read it at once', async (place) => {
    const usernames = await story(place);
    const stores = await Promise.all([place.elsewhere(), place.elsewhere(), place.elsewhere()]);
    await Promise.all(
      stores.map((store) => runAnalytics({ app: place.appOn(store), store, until: 'caughtUp' }).catch(busy)),
    );
    await runAnalytics({ app: place.app, store: place.handedOut, until: 'caughtUp' });
    await expectFiguresOfLedgers(place.app, usernames);
  });

  it('count each event once when commits fail, or their replies are lost', async (place) => {
    const usernames = await story(place);
    const faulty = faultyStore(place.handedOut, seededFaults(3, 0.5));
    const app = place.appOn(faulty);
    for (let tries = 0; tries < 200; tries++) {
      const ended = await runAnalytics({ app, store: faulty, until: 'caughtUp' }).then(() => true, failed);
      if (ended) return expectFiguresOfLedgers(place.app, usernames);
    }
    throw new Error('it has never caught up');
  });

  it('stop with their signal, and go on where they were', async (place) => {
    const { app, handedOut } = place;
    const usernames = await story(place);
    const stop = new AbortController();
    const run = runAnalytics({ app, store: handedOut, signal: stop.signal });
    stop.abort();
    await run;
    await runAnalytics({ app, store: handedOut, until: 'caughtUp', signal: new AbortController().signal });
    await expectFiguresOfLedgers(app, usernames);
  });
};

/** Tries that met too often end here. The others read on. */
function busy(error: unknown): void {
  expect(error).toMatchObject({ code: 'CONCURRENCY_CONFLICT' });
}

function failed(error: unknown): false {
  expect(['STORAGE_FAILED', 'OUTCOME_UNKNOWN', 'CONCURRENCY_CONFLICT']).toContain(Reflect.get(Object(error), 'code'));
  return false;
}

/** Two users who trade for three days. */
async function story(place: Place): Promise<readonly string[]> {
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
async function expectFiguresOfLedgers(app: Orderfolio, usernames: readonly string[]): Promise<void> {
  let trades = 0;
  for (const username of usernames) {
    const orders = (await app.orders.listByUser(username, { limit: 100 })).items;
    const rows = (await app.portfolio.listTransactions(username, { limit: 100 })).items;
    const cash = (await app.funds.listTransactions(username, { limit: 100 })).items;
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
