import { Decimal, type OrderPreview, type PlacedOrder, type PlaceOrder, percentageFee, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { oneOfEachType, openTrader } from '../trader.ts';
import { withFees } from './fees.ts';

/** Previews of orders. */
export const previews: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('shows what the order then costs, holds and charges, and stores nothing', async (place) => {
    const trader = await openTrader(place);
    const app = withFees(place, percentageFee('0.001'));
    const commands: readonly PlaceOrder[] = [
      { ...trader, orderType: 'MARKET_BUY', amount: '50.00', metadata: { desk: 'A' } },
      { ...trader, orderType: 'MARKET_SELL', quantity: '0.5', clientOrderId: 'half' },
      { ...trader, orderType: 'LIMIT_BUY', quantity: '0.1', limitPrice: '120' },
      { ...trader, orderType: 'LIMIT_BUY', quantity: '0.1', limitPrice: '80', timeInForce: 'IOC' },
      ...oneOfEachType(trader),
      { ...trader, orderType: 'LIMIT_SELL', quantity: 'ALL', limitPrice: '110' },
    ];
    for (const command of commands) {
      let preview: OrderPreview | undefined;
      await expectNothingWritten(place, async () => {
        preview = await app.orders.preview(command);
      });
      expect(preview).toEqual(whatIsShown(await app.orders.place(command)));
    }
  });

  it('is of a new order, whatever its clientOrderId was used for', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const sale = { ...trader, orderType: 'MARKET_SELL', quantity: '1', clientOrderId: 'one' } as const;
    await app.orders.place(sale);
    expect(await app.orders.preview(sale)).toMatchObject({
      order: { status: 'COMPLETED', totalAmount: new Decimal('100') },
      balance: { available: new Decimal('1200') },
      assetBalance: { available: new Decimal('8') },
    });
  });

  it('shows a sale that would open the balance in its currency', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    await app.rates.set({ base: 'USD', quote: 'EUR', rate: '0.8' });
    await expectNothingWritten(place, async () => {
      const sale = { ...trader, orderType: 'MARKET_SELL', currency: 'EUR', quantity: '0.5' } as const;
      expect(await app.orders.preview(sale)).toMatchObject({
        order: { executionPrice: new Decimal('80'), totalAmount: new Decimal('40') },
        balance: { currency: 'EUR', available: new Decimal('40'), held: ZERO },
      });
    });
    expect(await app.funds.listBalances(trader.username)).toHaveLength(1);
  });

  it('is refused where the order would be', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const sale = { ...trader, orderType: 'MARKET_SELL', quantity: '1' } as const;
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.orders.preview({ ...sale, quantity: '11' }), 'INSUFFICIENT_ASSET_BALANCE');
      await expectRefusal(app.orders.preview({ ...sale, assetId: 'NONE' }), 'ASSET_NOT_FOUND');
      await expectRefusal(app.orders.preview({ ...sale, username: 'nobody_1' }), 'USER_NOT_FOUND');
      await expectRefusal(app.orders.preview({ ...sale, quantity: '0' }), 'VALIDATION_FAILED', { field: 'quantity' });
      const stop = { ...trader, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '100' } as const;
      await expectRefusal(app.orders.preview(stop), 'VALIDATION_FAILED', { field: 'stopPrice' });
    });
    await app.users.suspend(trader.username, { by: 'operator_1', reason: 'a question' });
    await expectRefusal(app.orders.preview(sale), 'ACCOUNT_SUSPENDED');
  });
};

/** The part of a placed order that a preview shows. */
function whatIsShown({ order, balance, assetBalance }: PlacedOrder): OrderPreview {
  const { orderId, clientOrderId, seenTick, version, createdAt, updatedAt, ...shown } = order;
  const { currency, available, held } = balance;
  return {
    order: shown,
    balance: { currency, available, held },
    ...(assetBalance && {
      assetBalance: { assetId: 'BTC', available: assetBalance.available, held: assetBalance.held },
    }),
  };
}
