import { type Decimal, runAnalytics, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal } from '../assertions.ts';
import { faultyStore, seededFaults } from '../faults.ts';
import { expectFiguresOfLedgers, failed, story } from '../figures.ts';
import { type Behaviour, testsOn } from '../place.ts';

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

  it('add up to more digits than an amount may have, and go on', async ({ app, handedOut, addUser }) => {
    const assetId = 'MANY';
    await app.assets.create({
      ...{ assetId, name: 'Many', category: 'minor', priceUsd: '0.000000000000000001', quantityScale: 18 },
    });
    const quantity = `${'9'.repeat(20)}.${'9'.repeat(18)}`;
    const days = { from: '2026-01-01', to: '2026-01-01' };
    let all: Decimal = ZERO;
    for (const trades of [1, 2, 3]) {
      const { username } = await addUser();
      await app.portfolio.transferIn({ username, assetId, quantity });
      await app.orders.place({ username, orderType: 'MARKET_SELL', assetId, quantity: 'ALL' });
      await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
      all = all.plus(quantity);
      expect(await app.analytics.volume({ assetId, ...days })).toMatchObject({ days: [{ trades, quantity: all }] });
    }
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
