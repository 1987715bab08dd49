import { setImmediate } from 'node:timers/promises';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { propertyRuns } from '@orderfolio/conformance';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import { adapterStoreOf } from '@orderfolio/domain/adapter';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Child, startChild } from './processes/child-process.ts';
import type { Traded, TradeUntilErased } from './processes/trade-until-erased.ts';
import { listAsset, openAccount } from './support/account.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const runs = propertyRuns('an operator against two processes that trade', 2);
const username = 'alice_01';
const BY = { by: 'operator_1' };
const SUSPENSIONS = 4;
/** The number of commands that each other process tries in vain before it may go on. */
const REFUSALS = 5;

test('no cash moves while a user is suspended, no price fails an order, and erasing leaves the books and no person', async () => {
  let run = 0;
  const property = fc.asyncProperty(fc.integer(), async (seed) => {
    const filename = inFolder(`operators-${++run}.db`);
    await using store = await openSqlite({ filename, busyWaitMs: 60_000 });
    const app = createOrderfolio({ store });
    await listAsset(app, 'BTC', '1000.00');
    await openAccount(app, username);
    const inputs = [seed, seed + 1].map((own): TradeUntilErased => ({ filename, seed: own, username }));
    const children = inputs.map((input) => startChild('./trade-until-erased.ts', input));

    // Each process reports its first command.
    for (const child of children) await child.nextLine();
    for (let suspension = 0; suspension < SUSPENSIONS; suspension++)
      await suspendForAWhile(app, `suspension ${suspension}`, children);
    await app.users.erase(username, BY);
    const printed = await Promise.all(children.map((child) => child.finish()));
    for (const line of printed.map((lines) => lines.at(-1) ?? '')) {
      const traded: Traded = JSON.parse(line);
      expect(traded.carriedOut).toBeGreaterThan(0);
    }

    expect(await app.users.get(username)).toMatchObject({ status: 'ERASED', email: 'alice_01@erased.invalid' });
    expect(await app.users.get(username)).not.toMatchObject({ firstName: expect.stringContaining('Alice') });
    const { unitOfWork } = adapterStoreOf(store);
    const [login] = await unitOfWork.read([{ entity: 'login', username }]);
    expect(login?.passwordHash).toBeUndefined();
    expect((await app.funds.listBalances(username)).every(({ suspended }) => suspended === true)).toBe(true);
    expect((await app.orders.listByUserAndStatus(username, 'FAILED')).items).toEqual([]);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
  });
  await fc.assert(property, { ...runs, endOnFailure: true });
}, 300_000);

/** Looks at the cash once each of the others has been refused several times. */
async function suspendForAWhile(app: Orderfolio, reason: string, children: readonly Child[]): Promise<void> {
  const cash = async () => {
    const { available, held, sequence } = await app.funds.getBalance(username);
    return `${available} + ${held}, ${sequence}`;
  };
  await app.users.suspend(username, { ...BY, reason });
  const before = await cash();
  for (const child of children)
    for (let refused = 0; refused < REFUSALS; ) {
      const line = await child.nextLine();
      if (line === undefined) throw new Error('a process has ended before it was refused');
      if (line === `refused ${reason}`) refused += 1;
    }
  expect(await cash()).toBe(before);
  await app.users.reinstate(username, BY);
  // The others work again.
  while ((await cash()) === before) await setImmediate();
}
