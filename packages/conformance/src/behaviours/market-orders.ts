import { Decimal, type PlaceMarketOrder } from '@orderfolio/domain';
import { save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `app.orders`: market orders. */
export const marketOrders: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('fills a purchase in one commit: order, cash, holding, and a row in both ledgers', async (place) => {
    const { app, store } = place;
    const { username, buy } = await trader(place);
    const bought = await app.orders.place({ ...buy, quantity: '0.01', clientOrderId: 'first' });
    const { order, balance, transaction, assetBalance, assetTransaction } = bought;
    expect(plain(order)).toMatchObject({
      clientOrderId: 'first',
      side: 'BUY',
      status: 'COMPLETED',
      quantity: '0.01',
      executionPrice: '50000',
      totalAmount: '500',
    });
    expect(plain(balance)).toMatchObject({ available: '500', held: '0', currentBalance: '500', version: 3 });
    const cashRow = { type: 'ORDER_PAYMENT', status: 'COMPLETED', amount: '-500', balanceAfter: '500' };
    expect(plain(transaction)).toMatchObject({ ...cashRow, referenceId: order.orderId });
    expect(plain(assetBalance)).toMatchObject({ assetId: 'BTC', available: '0.01', held: '0', quantity: '0.01' });
    const assetRow = { type: 'BUY', quantity: '0.01', price: '50000', totalAmount: '500', status: 'COMPLETED' };
    expect(plain(assetTransaction)).toMatchObject({ ...assetRow, orderId: order.orderId });

    expect(await app.orders.get(username, order.orderId)).toEqual(order);
    expect(await app.orders.getByClientOrderId(username, 'first')).toEqual(order);
    expect(await app.funds.getBalance(username)).toEqual(balance);
    expect(await app.funds.getTransaction(username, transaction.transactionId)).toEqual(transaction);
    expect(await app.portfolio.holding(username, 'BTC')).toEqual(assetBalance);
    expect(await store.assetTransactions.get(username, assetTransaction.transactionId)).toEqual(assetTransaction);
  });

  it('fills a sale in one commit', async (place) => {
    const { app } = place;
    const { username, buy, sell } = await trader(place);
    await app.orders.place({ ...buy, quantity: '0.02' });
    await app.assets.update('BTC', { priceUsd: '60000.50' });
    const sold = await app.orders.place({ ...sell, quantity: '0.015' });
    expect(plain(sold)).toMatchObject({
      order: { side: 'SELL', status: 'COMPLETED', executionPrice: '60000.5', totalAmount: '900' },
      balance: { available: '900', held: '0' },
      transaction: { type: 'ORDER_SALE', amount: '900', balanceAfter: '900' },
      assetBalance: { available: '0.005', quantity: '0.005' },
      assetTransaction: { type: 'SELL', quantity: '0.015', price: '60000.5', totalAmount: '900' },
    });
    expect(await app.portfolio.holdings(username)).toEqual([sold.assetBalance]);
    await app.orders.place({ ...sell, quantity: '0.005' });
    expect(await app.portfolio.holdings(username)).toEqual([]);
    expect(plain(await app.portfolio.holding(username, 'BTC'))).toMatchObject({ quantity: '0' });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
  });

  it('buys what an amount affords, at the scale of the asset, and never for more', async (place) => {
    const { app } = place;
    const { username, buy } = await trader(place);
    await app.assets.update('BTC', { priceUsd: '30000' });
    const bought = await app.orders.place({ ...buy, amount: '100.00', clientOrderId: 'by amount' });
    expect(plain(bought)).toMatchObject({
      order: { quantity: '0.00333333', executionPrice: '30000', totalAmount: '100' },
      balance: { available: '900' },
      assetBalance: { available: '0.00333333' },
    });
    const again = await app.orders.place({ ...buy, amount: '100', clientOrderId: 'by amount' });
    expect(again).toEqual({ ...bought, replayed: true });
    await app.assets.update('BTC', { quantityScale: 2, priceUsd: '300.01' });
    const { order } = await app.orders.place({ ...buy, amount: '99.99' });
    expect(plain(order)).toMatchObject({ quantity: '0.33', totalAmount: '99.01' });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
  });

  it('sells what brings at least an amount', async (place) => {
    const { app } = place;
    const { username, buy, sell } = await trader(place);
    await app.orders.place({ ...buy, quantity: '0.02' });
    await app.assets.update('BTC', { priceUsd: '30000' });
    const { order } = await app.orders.place({ ...sell, amount: '100.00' });
    expect(plain(order)).toMatchObject({ quantity: '0.00333334', totalAmount: '100' });
    await app.assets.update('BTC', { quantityScale: 2 });
    const whole = await app.orders.place({ ...sell, amount: '100.00' });
    expect(plain(whole.order)).toMatchObject({ quantity: '0.01', totalAmount: '300' });
    await expectRefusal(app.orders.place({ ...sell, amount: '300.01' }), 'INSUFFICIENT_ASSET_BALANCE', {
      required: new Decimal('0.02'),
    });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [] });
  });

  it('names the amount where what it comes to is the fault', async (place) => {
    const { app } = place;
    const { buy, sell } = await trader(place);
    // At this price a whole number of units comes close to the amount, with one digit too many.
    await app.assets.update('BTC', { priceUsd: '2.5', quantityScale: 0 });
    await expectNothingWritten(place, async () => {
      for (const order of [buy, sell])
        for (const send of [app.orders.place, app.orders.preview])
          await expectRefusal(send({ ...order, amount: '9'.repeat(38) }), 'VALIDATION_FAILED', { field: 'amount' });
    });
  });

  it('refuses an amount that buys nothing, is no cents, is less than the asset allows, or stands beside a quantity', async (place) => {
    const { app } = place;
    const { buy, sell } = await trader(place);
    await app.orders.place({ ...buy, quantity: '0.01' });
    await app.assets.update('BTC', { priceUsd: '50000', quantityScale: 4, minQuantity: '0.001' });
    for (const amount of ['4.99', '49.99'])
      await expectRefusal(app.orders.place({ ...buy, amount }), 'VALIDATION_FAILED', { field: 'amount' });
    const refused: readonly [object, string][] = [
      [{ amount: '100.001' }, 'amount'],
      [{ amount: '0' }, 'amount'],
      [{ amount: '-1.00' }, 'amount'],
      [{ amount: 100 }, 'amount'],
      [{ amount: 'ALL' }, 'amount'],
      [{ amount: '100.00', quantity: '0.01' }, 'amount'],
      [{}, 'quantity'],
    ];
    await expectNothingWritten(place, async () => {
      for (const [size, field] of refused)
        for (const order of [buy, sell])
          await expectRefusal(app.orders.place({ ...order, ...size }), 'VALIDATION_FAILED', { field });
      await expectRefusal(app.orders.place({ ...buy, amount: '600.00' }), 'INSUFFICIENT_BALANCE');
    });
    await app.assets.deactivate('BTC');
    await expectRefusal(app.orders.place({ ...buy, amount: '100.00' }), 'ASSET_INACTIVE');
  });

  it('lists orders and ledger rows, newest first, by user, asset and status', async (place) => {
    const { app, clock } = place;
    const { username, buy } = await trader(place);
    await place.addAsset({ assetId: 'ETH' });
    const placed = [];
    for (const assetId of ['BTC', 'ETH', 'BTC']) {
      placed.unshift(await app.orders.place({ ...buy, assetId, quantity: '0.001' }));
      clock.advance(1);
    }
    const orders = placed.map(({ order }) => order);
    const rows = placed.map(({ assetTransaction }) => assetTransaction);
    const ofBtc = <Row extends { assetId: string }>(items: Row[]) => items.filter(({ assetId }) => assetId === 'BTC');
    expect((await app.orders.listByUser(username)).items).toEqual(orders);
    expect((await app.orders.listByUserAndAsset(username, 'btc')).items).toEqual(ofBtc(orders));
    expect((await app.orders.listByUserAndStatus(username, 'COMPLETED')).items).toEqual(orders);
    expect((await app.orders.listByUserAndStatus(username, 'QUEUED')).items).toEqual([]);
    expect((await app.portfolio.listTransactions(username)).items).toEqual(rows);
    expect((await app.portfolio.listTransactions(username, { assetId: 'BTC' })).items).toEqual(ofBtc(rows));
    const { items } = await app.funds.listTransactions(username, { limit: 3 });
    expect(items).toEqual(placed.map(({ transaction }) => transaction));
  });

  it('refuses a purchase for want of cash and a sale for want of quantity, and writes nothing', async (place) => {
    const { app } = place;
    const { username, buy, sell } = await trader(place);
    await app.orders.place({ ...buy, quantity: '0.01' });
    const other = await place.addUser();
    const refusals = [
      [{ ...buy, quantity: '0.01000001' }, 'INSUFFICIENT_BALANCE', { required: '500.01', available: '500' }],
      [{ ...sell, quantity: '0.01000001' }, 'INSUFFICIENT_ASSET_BALANCE', { available: '0.01' }],
      [{ ...sell, quantity: '5' }, 'INSUFFICIENT_ASSET_BALANCE', { required: '5', available: '0.01' }],
      [{ ...sell, username: other.username, quantity: '1' }, 'INSUFFICIENT_ASSET_BALANCE', { available: '0' }],
    ] as const;
    for (const [command, code, facts] of refusals) {
      await expectNothingWritten(place, async () => {
        const refusal = await app.orders
          .place({ ...command, clientOrderId: 'refused' })
          .catch((error: unknown) => error);
        expect(plain(refusal)).toMatchObject({ code, ...facts });
      });
    }
    await expectRefusal(app.orders.getByClientOrderId(username, 'refused'), 'ORDER_NOT_FOUND');
    const placed = await app.orders.place({ ...buy, quantity: '0.01', clientOrderId: 'refused' });
    expect(placed.replayed).toBe(false);
  });

  it('does not spend or sell what is held', async (place) => {
    const { app, make, commit } = place;
    const { username, buy, sell } = await trader(place);
    const { assetBalance } = await app.orders.place({ ...buy, quantity: '0.01' });
    await app.funds.withdraw({ username, amount: '400.00', status: 'PENDING' });
    const half = assetBalance.quantity.minus('0.004');
    await commit(
      save(
        'assetBalance',
        assetBalance,
        make.next(assetBalance, { available: half, held: assetBalance.quantity.minus(half) }),
      ),
    );
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.orders.place({ ...buy, quantity: '0.003' }), 'INSUFFICIENT_BALANCE');
      await expectRefusal(app.orders.place({ ...sell, quantity: '0.007' }), 'INSUFFICIENT_ASSET_BALANCE');
    });
  });

  it('trades no asset that is closed or has no price, and no quantity that the asset forbids', async (place) => {
    const { app } = place;
    const { username, buy } = await trader(place);
    await place.addAsset({ assetId: 'CLOSED', isActive: false });
    await app.assets.create({ assetId: 'FREE', name: 'Free', category: 'test', priceUsd: '0' });
    await app.assets.create({
      assetId: 'LOT',
      name: 'Lots',
      category: 'test',
      priceUsd: '1',
      quantityScale: 0,
      minQuantity: '10',
    });
    const refusals = [
      ['CLOSED', '1', 'ASSET_INACTIVE', { assetId: 'CLOSED' }],
      ['FREE', '1', 'PRICE_UNAVAILABLE', { assetId: 'FREE' }],
      ['GONE', '1', 'ASSET_NOT_FOUND', { assetId: 'GONE' }],
      ['LOT', '9', 'VALIDATION_FAILED', { field: 'quantity' }],
      ['LOT', '10.5', 'VALIDATION_FAILED', { field: 'quantity' }],
      ['BTC', '0.000000001', 'VALIDATION_FAILED', { field: 'quantity' }],
    ] as const;
    for (const [assetId, quantity, code, facts] of refusals) {
      await expectNothingWritten(
        place,
        () => expectRefusal(app.orders.place({ ...buy, assetId, quantity }), code, facts),
        `${quantity} ${assetId}`,
      );
    }
    await app.orders.place({ ...buy, assetId: 'LOT', quantity: '10' });
    await app.assets.activate('CLOSED');
    await app.orders.place({ ...buy, assetId: 'CLOSED', quantity: '0.001' });
    await app.assets.deactivate('CLOSED');
    const { items } = await app.orders.listByUserAndAsset(username, 'CLOSED');
    expect(items).toHaveLength(1);
  });
};

/** A user with 1,000 dollars, and BTC at 50,000. */
async function trader({ app, addUser, addAsset }: Place) {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC' });
  await app.funds.deposit({ username, amount: '1000.00' });
  const command = (orderType: 'MARKET_BUY' | 'MARKET_SELL'): Omit<PlaceMarketOrder, 'quantity'> => ({
    username,
    orderType,
    assetId: 'BTC',
  });
  return { username, buy: command('MARKET_BUY'), sell: command('MARKET_SELL') };
}
