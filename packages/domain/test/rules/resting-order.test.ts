import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import type { LimitOrder, RestingOrder } from '../../src/rules/resting-command.ts';
import { decideRestingOrder } from '../../src/rules/resting-order.ts';
import { assetAt, balanceOf, holdingOf, inShort, LATER, momentAt, NOW, thrownBy, tickAt } from '../fixtures.ts';

const common = { username: 'alice_01', assetId: 'BTC', currency: 'USD', quantity: new Decimal('0.01') } as const;

function limit(
  orderType: 'LIMIT_BUY' | 'LIMIT_SELL',
  limitPrice: string,
  terms: Partial<Pick<LimitOrder, 'timeInForce' | 'expiresAt'>> = {},
) {
  return { ...common, orderType, limitPrice: new Decimal(limitPrice), ...terms } as const;
}

function stop(orderType: 'STOP_LOSS_SELL' | 'TAKE_PROFIT_SELL', stopPrice: string) {
  return { ...common, orderType, stopPrice: new Decimal(stopPrice) } as const;
}

function trailing(trail: { readonly trailAmount?: string; readonly trailPercent?: string }) {
  const amounts = Object.entries(trail).map(([field, text]) => [field, new Decimal(text)]);
  return { ...common, orderType: 'TRAILING_STOP_SELL', ...Object.fromEntries(amounts) } as const;
}

function decide(
  command: RestingOrder,
  { cash = '1000', held = '1', price = '50000', mark = '', isActive = true, tick = 0 } = {},
) {
  const asset = assetAt(price, { isActive });
  const quote = price === '0' ? undefined : { price: asset.priceUsd, at: NOW };
  const pricing = { quote, maxAgeMs: undefined };
  const facts = { asset, balance: balanceOf(cash), holding: held === '' ? undefined : holdingOf(held), pricing };
  const earlier = { last: tick === 0 ? undefined : tickAt(tick), mark: mark === '' ? undefined : new Decimal(mark) };
  return decideRestingOrder(command, { ...facts, ...earlier }, momentAt(LATER));
}

describe('a limit buy below the price', () => {
  test('knows the last price that was applied before it', () => {
    expect(decide(limit('LIMIT_BUY', '40000')).result.order.seenTick).toBe(0);
    expect(decide(limit('LIMIT_BUY', '40000'), { tick: 12 }).result.order.seenTick).toBe(12);
    expect(decide(limit('LIMIT_BUY', '60000'), { tick: 12 }).result.order.seenTick, 'filled at once').toBeUndefined();
  });

  test('is queued, with the cash that it could cost held, rounded up, and a row that shows it', () => {
    const { result, changes, subjectId } = decide(limit('LIMIT_BUY', '33333.3333'));
    expect(result.order).toMatchObject({ status: 'QUEUED', side: 'BUY', timeInForce: 'GTC', orderId: subjectId });
    expect(String(result.order.heldAmount)).toBe('333.34');
    expect([result.balance.available, result.balance.held].map(String)).toEqual(['666.66', '333.34']);
    expect(result.transaction).toMatchObject({ type: 'ORDER_HOLD', status: 'PENDING', transactionId: subjectId });
    expect([result.transaction?.amount, result.transaction?.balanceAfter].map(String)).toEqual(['-333.34', '1000']);
    expect(inShort(changes)).toEqual(['insert order', 'save balance', 'insert balanceTransaction']);
  });

  test('may hold the last cent and not one more', () => {
    expect(String(decide(limit('LIMIT_BUY', '40000'), { cash: '400' }).result.balance.available)).toBe('0');
    const error = thrownBy(() => decide(limit('LIMIT_BUY', '40000'), { cash: '399.99' }));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
  });

  test('rests without a price, too', () => {
    expect(decide(limit('LIMIT_BUY', '90000'), { price: '0' }).result.order.status).toBe('QUEUED');
  });
});

describe('a sale that rests', () => {
  test.each([
    limit('LIMIT_SELL', '50000.01'),
    stop('STOP_LOSS_SELL', '49999.99'),
    stop('TAKE_PROFIT_SELL', '50000.01'),
    trailing({ trailAmount: '1' }),
    trailing({ trailPercent: '99' }),
  ])('holds its quantity and moves no cash: $orderType', (command) => {
    const { result, changes } = decide(command);
    expect(result.order).toMatchObject({ status: 'QUEUED', side: 'SELL' });
    expect(String(result.order.heldAmount)).toBe('0.01');
    expect([result.assetBalance?.available, result.assetBalance?.held].map(String)).toEqual(['0.99', '0.01']);
    expect([String(result.balance.available), result.transaction]).toEqual(['1000', undefined]);
    expect(inShort(changes)).toEqual(['insert order', 'save assetBalance']);
  });

  test.each(['', '0.009'])('of more than is held is refused: %s', (held) => {
    const error = thrownBy(() => decide(limit('LIMIT_SELL', '60000'), { held }));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE' });
  });
});

describe('a limit that the price has reached', () => {
  test.each([
    ['LIMIT_BUY', '50000', '500', '1.01'],
    ['LIMIT_BUY', '99999', '500', '1.01'],
    ['LIMIT_SELL', '50000', '1500', '0.99'],
    ['LIMIT_SELL', '1', '1500', '0.99'],
  ] as const)('fills at once, at the price: %s at %s', (orderType, limitPrice, cash, quantity) => {
    for (const timeInForce of ['GTC', 'IOC', 'FOK'] as const) {
      const { result } = decide(limit(orderType, limitPrice, { timeInForce }));
      expect(result.order).toMatchObject({ status: 'COMPLETED', timeInForce });
      expect(String(result.order.executionPrice)).toBe('50000');
      expect([result.balance.available, result.assetBalance?.quantity].map(String)).toEqual([cash, quantity]);
      expect(result.assetTransaction).toMatchObject({ orderId: result.order.orderId });
    }
  });
});

describe('an order that does not wait', () => {
  test.each(['IOC', 'FOK'] as const)('%s: is CANCELLED with the reason where the price is not there', (timeInForce) => {
    const { result, changes } = decide(limit('LIMIT_BUY', '49999.99', { timeInForce }));
    expect(result.order).toMatchObject({ status: 'CANCELLED', version: 1 });
    expect(result.order.statusReason).toBe(`${timeInForce}: the price of 50000 is not within the limit`);
    expect([result.order.heldAmount, result.transaction]).toEqual([undefined, undefined]);
    expect(inShort(changes)).toEqual(['insert order']);
  });

  test.each(['IOC', 'FOK'] as const)('%s: needs a price', (timeInForce) => {
    const error = thrownBy(() => decide(limit('LIMIT_SELL', '1', { timeInForce }), { price: '0' }));
    expect(error).toMatchObject({ code: 'PRICE_UNAVAILABLE', assetId: 'BTC' });
  });
});

describe('a stop', () => {
  test.each([
    stop('STOP_LOSS_SELL', '50000'),
    stop('STOP_LOSS_SELL', '50000.01'),
    stop('TAKE_PROFIT_SELL', '50000'),
    stop('TAKE_PROFIT_SELL', '49999.99'),
  ])('on the wrong side of the price is refused: $orderType at $stopPrice', (command) => {
    expect(thrownBy(() => decide(command))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'stopPrice' });
  });

  test.each([stop('STOP_LOSS_SELL', '1'), trailing({ trailAmount: '1' })])('needs a price: $orderType', (command) => {
    expect(thrownBy(() => decide(command, { price: '0' }))).toMatchObject({ code: 'PRICE_UNAVAILABLE' });
  });

  test('that would sell for less than a cent is refused', () => {
    const quantity = new Decimal('0.00000001');
    for (const command of [
      stop('STOP_LOSS_SELL', '1'),
      trailing({ trailPercent: '1' }),
      limit('LIMIT_SELL', '60000'),
    ]) {
      const error = thrownBy(() => decide({ ...command, quantity }));
      expect(error, command.orderType).toMatchObject({ code: 'VALIDATION_FAILED', field: 'quantity' });
    }
  });
});

describe('a trailing stop', () => {
  test('begins with the price as its mark, or with the higher one that it brings along', () => {
    const markOf = (mark: string) =>
      String(decide(trailing({ trailPercent: '5' }), { mark }).result.order.highWaterMark);
    expect(['', '49999', '60000'].map(markOf)).toEqual(['50000', '50000', '60000']);
  });

  test.each(['50000', '50000.01'])('whose trail is as wide as the price is refused: %s', (trailAmount) => {
    const error = thrownBy(() => decide(trailing({ trailAmount })));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'trailAmount' });
  });

  test.each(['0.0000000000000000001', `1${'0'.repeat(20)}`])('needs a price that can be a mark: not %s', (price) => {
    const error = thrownBy(() => decide(trailing({ trailPercent: '5' }), { price }));
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', field: 'assetId' });
  });
});

describe('the expiry', () => {
  const expiring = (expiresAt: string) => decide(limit('LIMIT_BUY', '40000', { expiresAt })).result.order;

  test('makes the order GTD', () => {
    expect(expiring('2026-01-31T12:00:01.001Z')).toMatchObject({ timeInForce: 'GTD' });
    expect(expiring('2027-01-31T12:00:01.000Z').expiresAt).toBe('2027-01-31T12:00:01.000Z');
  });

  test.each([
    ['now', LATER],
    ['in the past', NOW],
    ['beyond a year', '2027-01-31T12:00:01.001Z'],
  ])('is not %s', (_when, expiresAt) => {
    expect(thrownBy(() => expiring(expiresAt))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'expiresAt' });
  });
});

test('nothing rests on an asset that is closed', () => {
  const error = thrownBy(() => decide(limit('LIMIT_BUY', '40000'), { isActive: false }));
  expect(error).toMatchObject({ code: 'ASSET_INACTIVE', assetId: 'BTC' });
});
