import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/**
 * Price, quantity, what a buyer pays (rounded up), and what a seller gets (rounded down). Undefined if the sale is
 * refused.
 */
const CASES = [
  ['3.33', '0.5', '1.67', '1.66'],
  ['3.32', '0.5', '1.66', '1.66'],
  ['0.01', '0.1', '0.01', undefined],
  ['0.01', '1', '0.01', '0.01'],
  ['0.01', '1.99999999', '0.02', '0.01'],
  ['0.000000000000000001', '0.00000001', '0.01', undefined],
  ['33333.333333333333333333', '3', '100000', '99999.99'],
  ['0.1', '0.3', '0.03', '0.03'],
  ['1.005', '1', '1.01', '1'],
  ['12345678901234567.89', '0.00000001', '123456789.02', '123456789.01'],
] as const;

/** Value is price × quantity at the currency's scale, never in favour of the trader. */
export const rounding: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const [priceUsd, quantity, cost, proceeds] of CASES) {
    it(`charges ${cost} for ${quantity} at ${priceUsd}, and pays ${proceeds ?? 'nothing, so it refuses'}`, async (place) => {
      const { app } = place;
      const username = await holder(place, quantity);
      await app.assets.update('BTC', { priceUsd });
      const sell = { username, orderType: 'MARKET_SELL', assetId: 'BTC', quantity } as const;
      if (proceeds === undefined) {
        await expectNothingWritten(place, () =>
          expectRefusal(app.orders.place(sell), 'VALIDATION_FAILED', { field: 'quantity' }),
        );
      } else {
        const { order, transaction, assetTransaction } = await app.orders.place(sell);
        expect([order.totalAmount, transaction.amount, assetTransaction.totalAmount].map(String)).toEqual([
          proceeds,
          proceeds,
          proceeds,
        ]);
      }
      const { order, transaction, assetTransaction } = await app.orders.place({ ...sell, orderType: 'MARKET_BUY' });
      expect([order.totalAmount, transaction.amount.abs(), assetTransaction.totalAmount].map(String)).toEqual([
        cost,
        cost,
        cost,
      ]);
      expect(order.executionPrice?.toString()).toBe(priceUsd);
      expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
    });
  }

  it('refuses a value of more than 38 digits', async (place) => {
    const { app } = place;
    const username = await holder(place, '100');
    await app.assets.update('BTC', { priceUsd: '99999999999999999999999999999999999999' });
    for (const orderType of ['MARKET_BUY', 'MARKET_SELL'] as const) {
      await expectNothingWritten(place, () =>
        expectRefusal(app.orders.place({ username, orderType, assetId: 'BTC', quantity: '100' }), 'VALIDATION_FAILED', {
          field: 'quantity',
        }),
      );
    }
  });
};

/** A user with a billion dollars and, paid from the rest, this much BTC. */
async function holder({ app, addUser, addAsset }: Place, quantity: string): Promise<string> {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC' });
  await app.funds.deposit({ username, amount: '1000000000.00' });
  await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity });
  return username;
}
