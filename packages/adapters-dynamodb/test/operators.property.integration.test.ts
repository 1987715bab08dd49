import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { propertyRuns } from '@orderfolio/conformance';
import { createOrderfolio, DomainError, type Orderfolio } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import { seededRandom } from '@orderfolio/domain/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientConfig, makeTable, missingServer } from './support/table.ts';

const runs = propertyRuns('an operator against two clients that trade', 1);
const username = 'alice_01';
const BY = { by: 'operator_1' };
const SUSPENSIONS = 3;
/** The number of commands that each other process tries in vain before it may go on. */
const REFUSALS = 3;
const ALLOWED = ['ACCOUNT_SUSPENDED', 'ALREADY_EXISTS', 'INSUFFICIENT_ASSET_BALANCE', 'INSUFFICIENT_BALANCE'];

/** What one of the other processes has done so far. */
interface Trader {
  carriedOut: number;
  /** By the reason of the suspension. */
  readonly refused: Map<string, number>;
}

/** Runs on DynamoDB Local, with three clients that share only the table. */
describe.skipIf(missingServer !== undefined)('an operator', () => {
  test('lets no cash move while a user is suspended, no price fail an order, and erases the person and not the books', async () => {
    const property = fc.asyncProperty(fc.integer(), async (seed) => {
      const table = await makeTable();
      const opened = () => openDynamoDb({ clientConfig: clientConfig(), tableName: table.tableName, onOpen: 'trust' });
      const stores = [await opened(), await opened(), await opened()] as const;
      const [operator, ...others] = stores.map((store) => createOrderfolio({ store }));
      if (operator === undefined) throw new Error('there is no operator');
      await operator.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '1000' });
      await operator.users.create({ username, email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' });
      await operator.funds.deposit({ username, amount: '10000' });
      const traders = others.map((): Trader => ({ carriedOut: 0, refused: new Map() }));
      const trading = Promise.all(
        others.map((app, at) => tradeUntilErased(app, seed + at, traders[at] ?? { carriedOut: 0, refused: new Map() })),
      );

      const work = (async () => {
        for (let suspension = 0; suspension < SUSPENSIONS; suspension++)
          await suspendForAWhile(operator, `suspension ${suspension}`, traders);
        await operator.users.erase(username, BY);
      })();
      // The first failure ends the test.
      await Promise.race([work, trading]);
      await Promise.all([work, trading]);

      for (const { carriedOut } of traders) expect(carriedOut).toBeGreaterThan(0);
      const user = await operator.users.get(username);
      expect(user).toMatchObject({ status: 'ERASED', email: 'alice_01@erased.invalid', firstName: 'Erased' });
      const [login] = await adapterStoreOf(stores[0]).unitOfWork.read([{ entity: 'login', username }]);
      expect(login?.passwordHash).toBeUndefined();
      expect((await operator.funds.listBalances(username)).every(({ suspended }) => suspended === true)).toBe(true);
      expect((await operator.orders.listByUserAndStatus(username, 'FAILED')).items).toEqual([]);
      expect(await operator.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
      for (const store of stores) await store[Symbol.asyncDispose]();
      await table.drop();
    });
    await fc.assert(property, { ...runs, endOnFailure: true });
  }, 120_000);
});

/** Sends one command after another until the account is erased. */
async function tradeUntilErased(app: Orderfolio, seed: number, trader: Trader): Promise<void> {
  const random = seededRandom(seed);
  const order = { username, assetId: 'BTC', quantity: '0.01' } as const;
  const price = async (): Promise<void> => {
    const { failed, skipped } = await app.orders.onPrice({ assetId: 'BTC', price: pick(['900', '1000', '1100']) });
    if (failed.length + skipped.length > 0) throw new Error(`a price has failed: ${JSON.stringify(failed)}`);
  };
  const commands: readonly (() => Promise<unknown>)[] = [
    () => app.funds.deposit({ username, amount: '10.00' }),
    () => app.funds.withdraw({ username, amount: '5.00' }),
    () => app.orders.place({ ...order, orderType: 'MARKET_BUY' }),
    () => app.orders.place({ ...order, orderType: 'MARKET_SELL' }),
    () => app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '950' }),
    () => app.funds.openBalance(username, pick(['EUR', 'CHF', 'GBP'])),
    price,
  ];
  function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const picked = items[Math.floor(random() * items.length)];
    if (picked === undefined) throw new Error('there is nothing to pick');
    return picked;
  }

  while ((await app.users.get(username)).status !== 'ERASED') {
    try {
      await pick(commands)();
      trader.carriedOut += 1;
    } catch (error) {
      if (!(error instanceof DomainError) || !ALLOWED.includes(error.code)) throw error;
      const { statusReason = '' } = await app.users.get(username);
      if (error.code === 'ACCOUNT_SUSPENDED')
        trader.refused.set(statusReason, (trader.refused.get(statusReason) ?? 0) + 1);
    }
  }
}

/** Looks at the cash once each of the others has been refused several times. */
async function suspendForAWhile(app: Orderfolio, reason: string, traders: readonly Trader[]): Promise<void> {
  const cash = async () => {
    const { available, held, sequence } = await app.funds.getBalance(username);
    return `${available} + ${held}, ${sequence}`;
  };
  const start = await cash();
  // The others are working.
  while ((await cash()) === start) await app.users.get(username);
  await app.users.suspend(username, { ...BY, reason });
  const before = await cash();
  while (traders.some(({ refused }) => (refused.get(reason) ?? 0) < REFUSALS)) expect(await cash()).toBe(before);
  await app.users.reinstate(username, BY);
}
