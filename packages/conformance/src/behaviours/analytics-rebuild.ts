import { rebuildAnalytics, runAnalytics } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { withFeed } from '../adapter.ts';
import { expectRefusal } from '../assertions.ts';
import { storeOver, storeThatDies } from '../faults.ts';
import { DAYS, expectFiguresOfLedgers, failed, story } from '../figures.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `rebuildAnalytics`: the figures of the ledgers, beside the running feed. */
export const analyticsRebuild: Behaviour = (adapter, register) => {
  const it = testsOn(withFeed(adapter), register);

  if (!adapter.capabilities.changeFeed) {
    it('is refused by a store without a feed', async ({ app, handedOut }) => {
      await expectRefusal(rebuildAnalytics({ app, store: handedOut }), 'CONFIGURATION_INVALID');
    });
    return;
  }

  it('makes the figures of the ledgers, whether or not they were kept up, and they go on from there', async (place) => {
    const { app, handedOut: store } = place;
    const usernames = await story(place);
    for (let rebuilt = 0; rebuilt < 2; rebuilt++) {
      expect(await rebuildAnalytics({ app, store })).toEqual({ isDone: true, accounts: 2, unreadable: 0 });
      await expectFiguresOfLedgers(app, usernames);
      for (const username of usernames) await app.funds.deposit({ username, amount: '10.00' });
      await runAnalytics({ app, store, until: 'caughtUp' });
      await expectFiguresOfLedgers(app, usernames);
    }
  });

  it('goes on beside commands and the running feed, and is shown once it is whole', async (place) => {
    const { app, handedOut: store, clock } = place;
    const usernames = await story(place);
    await runAnalytics({ app, store, until: 'caughtUp' });
    for (let isDone = false, runs = 0; !isDone; runs++) {
      const stop = new AbortController();
      const rebuilding = rebuildAnalytics({ app, store, signal: stop.signal, onAccount: () => stop.abort() });
      await Promise.all([rebuilding, trade(place, usernames)]);
      ({ isDone } = await rebuilding);
      clock.advance(1_000);
      await trade(place, usernames);
      await runAnalytics({ app, store, until: 'caughtUp' });
      await expectFiguresOfLedgers(app, usernames);
      expect(runs).toBeLessThan(10);
    }
  });

  it('counts everything once, wherever the process dies', async (place) => {
    const { app, handedOut: store } = place;
    const usernames = await story(place);
    await runAnalytics({ app, store, until: 'caughtUp' });
    // Who dies after a commit leaves what one leaves who dies before the next.
    for (let commit = 1, hasDied = true; hasDied; commit++) {
      const dying = storeThatDies(store, commit, 'AFTER');
      hasDied = await rebuildAnalytics({ app: place.appOn(dying), store: dying }).then(
        () => false,
        (error: unknown) => !failed(error),
      );
      await trade(place, usernames);
      await rebuildAnalytics({ app, store });
      await expectFiguresOfLedgers(app, usernames);
      expect(commit).toBeLessThan(30);
    }
  });

  it('counts everything once when the feed tells only afterwards what the ledgers had', async (place) => {
    const { app, handedOut, store } = place;
    const usernames = await story(place);
    await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
    await trade(place, usernames);
    const { feed } = store;
    const late = storeOver(handedOut, {
      feed: {
        ...feed,
        async read(request) {
          const page = await feed.read(request);
          return { ...page, events: [], next: request?.after ?? page.next, hasEnded: false };
        },
      },
    });
    expect(await rebuildAnalytics({ app: place.appOn(late), store: late })).toMatchObject({ isDone: true });
    await runAnalytics({ app, store: handedOut, until: 'caughtUp' });
    await expectFiguresOfLedgers(app, usernames);
  });

  it('counts everything once when two of them run at once', async (place) => {
    const { app, handedOut: store, elsewhere } = place;
    const usernames = await story(place);
    const other = await elsewhere();
    await Promise.all([rebuildAnalytics({ app, store }), rebuildAnalytics({ app: place.appOn(other), store: other })]);
    await trade(place, usernames);
    await runAnalytics({ app, store, until: 'caughtUp' });
    await expectFiguresOfLedgers(app, usernames);
  });

  it('mends figures after a part of the feed was gone before it was read, which is told', async (place) => {
    const { app, handedOut: store, commit, make } = place;
    const usernames = await story(place);
    await runAnalytics({ app, store, until: 'caughtUp' });
    const value = JSON.stringify({ hasEnded: false });
    const checkpoint = make.projection({ projection: 'analytics:1.0:shards', key: 'gone', value });
    await commit(save('projection', undefined, checkpoint));
    const run = () => runAnalytics({ app, store, until: 'caughtUp' });
    await expectRefusal(run(), 'FEED_TRIMMED', { shard: 'gone', missedFrom: checkpoint.updatedAt });
    await rebuildAnalytics({ app, store });
    await trade(place, usernames);
    await run();
    await expectFiguresOfLedgers(app, usernames);
  });

  it('mends figures that were broken, and leaves out a record that cannot be read', async (place) => {
    const { app, handedOut: store } = place;
    const usernames = await story(place);
    const [username = ''] = usernames;
    await runAnalytics({ app, store, until: 'caughtUp' });
    const [day] = (await store.projections.list(`analytics:1.0:account:${username}`)).items;
    await place.spoil({ entity: 'projection', projection: day?.projection ?? '', key: day?.key ?? '' }, 'value', '{}');
    await expectRefusal(app.analytics.performance(username, DAYS), 'STORAGE_FAILED');
    await rebuildAnalytics({ app, store });
    await expectFiguresOfLedgers(app, usernames);
    const [order] = (await app.orders.listByUser(username)).items;
    await place.spoil({ entity: 'order', username, orderId: order?.orderId ?? '' }, 'quantity', 'many');
    expect(await rebuildAnalytics({ app, store })).toMatchObject({ isDone: true, unreadable: 1 });
  });
};

/** An order that rests and one that ends, a fill, and cash for each user. */
async function trade({ app }: Place, usernames: readonly string[]): Promise<void> {
  for (const username of usernames) {
    const order = { username, assetId: 'BTC', orderType: 'LIMIT_SELL', quantity: '0.1', limitPrice: '300' } as const;
    const { order: placed } = await app.orders.place(order);
    await app.orders.place({ username, assetId: 'BTC', orderType: 'MARKET_BUY', quantity: '0.01' });
    await app.funds.deposit({ username, amount: '1.00' });
    await app.orders.cancel(username, placed.orderId);
    const [resting] = (await app.orders.listOpenByUser(username)).items;
    if (resting !== undefined) await app.orders.cancel(username, resting.orderId);
    await app.orders.place(order);
  }
}
