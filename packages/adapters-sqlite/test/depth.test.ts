import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { listAsset, openAccount } from './support/account.ts';

const MOST_ENTRIES = 2_000;

test(`the depth of a book reads ${MOST_ENTRIES} entries of a side, and says if there are more`, async () => {
  await using store = await openSqlite({ filename: ':memory:' });
  const app = createOrderfolio({ store });
  await listAsset(app);
  await openAccount(app, 'alice_01');
  const buy = {
    username: 'alice_01',
    assetId: 'BTC',
    orderType: 'LIMIT_BUY',
    quantity: '0.001',
    limitPrice: '100',
  } as const;
  await Promise.all(Array.from({ length: MOST_ENTRIES }, () => app.orders.place(buy)));
  expect(await app.orders.depth('BTC')).toMatchObject({ bids: [{ orders: MOST_ENTRIES }], isComplete: true });

  await app.orders.place({ ...buy, limitPrice: '99' });
  expect(await app.orders.depth('BTC')).toMatchObject({ bids: [{ orders: MOST_ENTRIES }], isComplete: false });
});
