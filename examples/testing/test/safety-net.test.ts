import { expect, test } from 'vitest';
import { spreadSafetyNet } from '../src/safety-net.ts';
import { openMarket } from './market.ts';

const A_DAY = 24 * 60 * 60 * 1000;

test('a price that has fallen by a tenth from its highest sells everything', async () => {
  await using market = await openMarket();
  const { app, clock, username, assetId } = market;
  await spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });

  await app.orders.onPrice({ assetId, price: '60000.00' });
  const { filled } = await app.orders.onPrice({ assetId, price: '54000.00' });

  expect(filled).toHaveLength(1);
  const { usdBalance, totalAssetValue } = await app.portfolio.value(username);
  expect([String(usdBalance), String(totalAssetValue)]).toEqual(['54000', '0']);
});

test('a net that is spread twice on one day is one order', async () => {
  await using market = await openMarket();
  const { app, clock, username, assetId } = market;

  const first = await spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });
  const second = await spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });

  expect(second.orderId).toBe(first.orderId);
});

test('after thirty days the net is gone, and the bitcoin is still there', async () => {
  await using market = await openMarket();
  const { app, clock, username, assetId } = market;
  await spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });

  clock.advance(30 * A_DAY);
  const { expired } = await app.orders.expireDue();

  expect(expired).toHaveLength(1);
  const { available } = await app.portfolio.holding(username, assetId);
  expect(String(available)).toBe('1');
});

test('where there is nothing to sell, no net is spread', async () => {
  await using market = await openMarket();
  const { app, clock, username, assetId } = market;
  await app.orders.place({ username, orderType: 'MARKET_SELL', assetId, quantity: '1' });

  const spread = spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });

  await expect(spread).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('the ledgers add up to what is stored, whatever happened', async () => {
  await using market = await openMarket();
  const { app, clock, username, assetId } = market;
  await spreadSafetyNet(app, clock, { username, assetId, trailPercent: '10' });
  await app.orders.onPrice({ assetId, price: '40000.00' });

  expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
});
