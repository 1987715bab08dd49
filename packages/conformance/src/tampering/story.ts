import { percentageFee } from '@orderfolio/domain';
import { withFees } from '../behaviours/fees.ts';
import type { Place } from '../place.ts';
import { tick } from '../trader.ts';

const USERNAME = 'alice_01';
const IN_MARCH = '2026-03-01T00:00:00.000Z';

/** An account with a record of every kind in every state that a command leaves it in. Returns its user. */
export async function liveThrough(place: Place): Promise<string> {
  const { app } = place;
  const name = { firstName: 'Ada', lastName: 'Byron', passwordHash: 'not-a-real-hash' };
  await app.users.create({ username: USERNAME, email: 'a@example.com', ...name });
  for (const assetId of ['BTC', 'ETH'])
    await app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '100', quantityScale: 4 });
  await moveCash(place);
  await moveAssets(place);
  await trade(place);
  return USERNAME;
}

async function moveCash({ app, clock }: Place): Promise<void> {
  const username = USERNAME;
  await app.funds.openBalance(username, 'EUR');
  await app.funds.deposit({ username, amount: '75.00', currency: 'EUR' });
  await app.funds.deposit({ username, amount: '10000.00', idempotencyKey: 'first', metadata: { desk: '7' } });
  clock.advance(1_000);
  for (const end of ['complete', 'fail', 'cancel'] as const) {
    for (const kind of ['deposit', 'withdraw'] as const) {
      const { transaction } = await app.funds[kind]({ username, amount: '100.00', status: 'PENDING' });
      clock.advance(1_000);
      await app.funds.deposit({ username, amount: '50.00' });
      await app.funds[end](username, transaction.transactionId);
    }
  }
  await app.funds.deposit({ username, amount: '40.00', status: 'PENDING', idempotencyKey: 'waiting' });
  await app.funds.withdraw({ username, amount: '30.00', status: 'PENDING' });
  await app.funds.withdraw({ username, amount: '20.00', description: 'Rent', referenceId: 'rent-1' });
  await app.funds.adjust({ username, amount: '-1.00', idempotencyKey: 'correction' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.1' });
  await app.funds.convert({ username, from: 'EUR', to: 'USD', amount: '25.00', idempotencyKey: 'converted' });
  await app.funds.convert({ username, from: 'USD', to: 'EUR', amount: '11.00' });
}

async function moveAssets({ app, clock }: Place): Promise<void> {
  clock.advance(1_000);
  const moved = { username: USERNAME, assetId: 'BTC' };
  await app.portfolio.transferIn({ ...moved, quantity: '5', costBasis: '333.33', idempotencyKey: 'arrived' });
  await app.portfolio.transferOut({ ...moved, quantity: '1' });
  await app.portfolio.adjust({ ...moved, quantity: '-0.5' });
  await app.portfolio.transferIn({ ...moved, assetId: 'ETH', quantity: '1' });
  await app.portfolio.adjust({ ...moved, ratio: '2' });
  await app.portfolio.adjust({ ...moved, ratio: '0.5', idempotencyKey: 'merged' });
}

/** Orders with a fee: filled at once, resting, and filled by a price. */
async function trade(place: Place): Promise<void> {
  const { app, clock } = place;
  const charged = withFees(place, percentageFee('0.01', { minimum: '0.05' }));
  const ada = { username: USERNAME, assetId: 'ADA' } as const;
  await app.assets.create({ assetId: 'ADA', name: 'ADA', category: 'major', priceUsd: '100', quantityScale: 4 });
  await charged.orders.place({ ...ada, orderType: 'MARKET_BUY', amount: '303.00' });
  await charged.orders.place({ ...ada, orderType: 'MARKET_SELL', quantity: '0.5' });
  await tradeInEuros(place);
  await charged.orders.place({ ...ada, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '98' });
  await charged.orders.place({ ...ada, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '50' });
  await charged.orders.place({ ...ada, orderType: 'STOP_LOSS_SELL', quantity: '1', stopPrice: '98' });
  clock.advance(1_000);
  await app.orders.onPrice({ assetId: 'ADA', price: '97' });
  await tradeForNothing(place);
}

/** An asset of its own, since each sort of record is tampered with once. */
async function tradeInEuros({ app, clock }: Place): Promise<void> {
  const dot = { username: USERNAME, assetId: 'DOT', currency: 'EUR' } as const;
  await app.assets.create({ assetId: 'DOT', name: 'DOT', category: 'major', priceUsd: '11', quantityScale: 4 });
  await app.orders.place({ ...dot, orderType: 'MARKET_BUY', quantity: '2', clientOrderId: 'euros' });
  await app.orders.place({ ...dot, orderType: 'MARKET_SELL', quantity: '1' });
  await app.orders.place({ ...dot, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '9.50' });
  await app.orders.place({ ...dot, orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '5.00' });
  await app.orders.place({ ...dot, orderType: 'LIMIT_SELL', quantity: '0.5', limitPrice: '500.00' });
  await app.orders.place({ ...dot, orderType: 'TRAILING_STOP_SELL', quantity: '0.5', trailAmount: '2.00' });
  clock.advance(1_000);
  for (const price of ['10.50', '9.40']) await app.orders.onPrice({ assetId: 'DOT', currency: 'EUR', price });
}

async function tradeForNothing({ app, clock }: Place): Promise<void> {
  const { place } = app.orders;
  const btc = { username: USERNAME, assetId: 'BTC', quantity: '1' } as const;
  await place({ ...btc, orderType: 'MARKET_BUY', clientOrderId: 'bought', metadata: { desk: '7' } });
  await place({ ...btc, orderType: 'MARKET_SELL', quantity: '0.5' });
  await place({ ...btc, orderType: 'LIMIT_BUY', limitPrice: '101' });
  await place({ ...btc, orderType: 'LIMIT_BUY', limitPrice: '50', timeInForce: 'IOC' });

  // Orders that a price ends.
  await place({ ...btc, orderType: 'LIMIT_BUY', limitPrice: '95' });
  await place({ ...btc, orderType: 'STOP_LOSS_SELL', stopPrice: '96', clientOrderId: 'stopped' });
  await place({ ...btc, orderType: 'TRAILING_STOP_SELL', trailAmount: '3', quantity: '0.5' });
  const eth = { username: USERNAME, assetId: 'ETH', quantity: '0.0002' } as const;
  await place({ ...eth, orderType: 'STOP_LOSS_SELL', stopPrice: '97' });
  clock.advance(1_000);
  await tick(app, '94');
  // Worth less than a cent.
  await app.orders.onPrice({ assetId: 'ETH', price: '40' });

  // Orders that their time or their user ends.
  await place({ ...btc, orderType: 'LIMIT_SELL', limitPrice: '300', expiresAt: IN_MARCH });
  clock.set(IN_MARCH);
  await app.orders.expireDue();
  const cancelled = await place({ ...btc, orderType: 'LIMIT_BUY', limitPrice: '60' });
  await app.orders.cancel(USERNAME, cancelled.order.orderId);
  const { order } = await place({ ...btc, orderType: 'LIMIT_BUY', limitPrice: '61' });
  const replacement = { username: USERNAME, orderId: order.orderId, limitPrice: '62', clientOrderId: 'again' };
  await app.orders.replace(replacement);

  // Orders that wait.
  const expiresAt = '2026-12-01T00:00:00.000Z';
  await place({ ...btc, orderType: 'LIMIT_SELL', limitPrice: '400', clientOrderId: 'dear' });
  await place({ ...btc, orderType: 'TAKE_PROFIT_SELL', stopPrice: '401', expiresAt, clientOrderId: 'profit' });
  await place({ ...btc, orderType: 'TRAILING_STOP_SELL', trailPercent: '20', quantity: '0.5' });
  clock.advance(1_000);
  await tick(app, '99');
  await place({ ...btc, orderType: 'TRAILING_STOP_SELL', trailAmount: '20', quantity: '0.25' });
}
