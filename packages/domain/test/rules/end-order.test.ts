import { type Asset, type Balance, Decimal, type LastTick, type Order } from '@orderfolio/domain';
import type { TrailingGroup } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { lastTickOf } from '../../src/entities/last-tick.ts';
import { emptyGroup } from '../../src/entities/trailing-group.ts';
import { decideTriggered, decideUnfilledEnd, type TriggerFacts } from '../../src/rules/end-order.ts';
import { placeHold } from '../../src/rules/hold.ts';
import { assetAt, balanceOf, holdingOf, inShort, LATER, momentAt, NOW, restingOrder, thrownBy } from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' } });
const SALE = restingOrder({ orderType: 'LIMIT_SELL', amounts: { limitPrice: '110' } });
const LOSS = restingOrder({ orderType: 'STOP_LOSS_SELL', amounts: { stopPrice: '90' } });
const PROFIT = restingOrder({ orderType: 'TAKE_PROFIT_SELL', amounts: { stopPrice: '110' } });
const TRAILING = restingOrder({
  orderType: 'TRAILING_STOP_SELL',
  amounts: { trailPercent: '10', highWaterMark: '100' },
});

/** The order with what it holds, in an account of 1,000 dollars and 5 BTC. */
function held(order: Order) {
  const account = { balance: balanceOf('1000'), holding: holdingOf('5') };
  const { heldAmount, account: after, transaction } = placeHold(order, account, NOW);
  return { order: { ...order, heldAmount }, ...after, holdRow: transaction };
}

describe('an end without a fill', () => {
  test.each(['CANCELLED', 'EXPIRED', 'FAILED'] as const)(
    '%s: the cash of a buy is available again, and the row of its hold is CANCELLED',
    (status) => {
      const { result, changes } = decideUnfilledEnd(held(BUY), status, momentAt(LATER), 'why');
      expect(result.order).toMatchObject({ status, statusReason: 'why', version: 2, updatedAt: LATER });
      expect(String(result.order.heldAmount)).toBe('0');
      expect([result.balance?.available, result.balance?.held].map(String)).toEqual(['1000', '0']);
      expect(result.transaction).toMatchObject({ type: 'ORDER_HOLD', status: 'CANCELLED', version: 2 });
      expect(inShort(changes)).toEqual(['save order', 'save balance', 'save balanceTransaction']);
    },
  );

  test('the quantity of a sale is available again, and no cash moves', () => {
    const { result, changes } = decideUnfilledEnd(held(LOSS), 'CANCELLED', momentAt(LATER));
    expect([result.assetBalance?.available, result.assetBalance?.held].map(String)).toEqual(['5', '0']);
    expect(inShort(changes)).toEqual(['save order', 'save assetBalance']);
  });

  test('comes once', () => {
    for (const status of ['COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED'] as const) {
      const error = thrownBy(() => decideUnfilledEnd(held({ ...BUY, status }), 'CANCELLED', momentAt(LATER)));
      expect(error).toMatchObject({ code: 'INVALID_ORDER_TRANSITION', from: status, to: 'CANCELLED' });
    }
  });

  test('of a user who is gone ends the order alone', () => {
    const { result, changes } = decideUnfilledEnd({ ...held(BUY), balance: undefined }, 'FAILED', momentAt(LATER));
    expect([result.order.status, inShort(changes)]).toEqual(['FAILED', ['save order']]);
  });
});

interface Given {
  readonly asset?: Asset | undefined;
  readonly balance?: Balance | undefined;
  readonly holding?: undefined;
  readonly group?: TrailingGroup;
  readonly last?: LastTick;
  readonly at?: string;
}

/** What the price does to the order. */
function trigger(order: Order, price: string, { at = NOW, ...given }: Given = {}) {
  const tick = { assetId: 'BTC', price: new Decimal(price), at };
  const last = lastTickOf(tick, undefined, false, NOW);
  const facts: TriggerFacts = { ...held(order), asset: assetAt('100'), group: undefined, last, ...given };
  return decideTriggered(facts, tick, momentAt(LATER));
}

describe('a price that reaches an order', () => {
  test('fills a buy at the price, and returns what is left of its hold', () => {
    const { result, changes } = trigger(BUY, '80.5');
    expect(result).toMatchObject({ status: 'COMPLETED', triggeredAt: NOW, version: 2 });
    const byKind = new Map(
      changes.flatMap((change) =>
        change.action === 'check' ? [] : [[`${change.action} ${change.entity}`, change.value]],
      ),
    );
    expect([...byKind.keys()]).toEqual([
      ...['save order', 'save balance', 'save balanceTransaction', 'insert balanceTransaction'],
      ...['save assetBalance', 'insert assetTransaction'],
    ]);
    expect(JSON.parse(JSON.stringify([...byKind.values()]))).toMatchObject([
      { executionPrice: '80.5', totalAmount: '80.5', heldAmount: '0' },
      { available: '919.5', held: '0', version: 3 },
      { type: 'ORDER_HOLD', status: 'CANCELLED', amount: '-90' },
      { type: 'ORDER_PAYMENT', amount: '-80.5', balanceAfter: '919.5' },
      { available: '6', held: '0', version: 2 },
      { type: 'BUY', price: '80.5', totalAmount: '80.5' },
    ]);
  });

  test.each([
    [BUY, ['90', '89.99', '0.02'], ['90.01', '1000']],
    [SALE, ['110', '110.01', '1000'], ['109.99', '1']],
    [LOSS, ['90', '89.99', '0.02'], ['90.01', '1000']],
    [PROFIT, ['110', '110.01', '1000'], ['109.99', '1']],
    [TRAILING, ['90', '89.99', '0.02'], ['90.01', '100', '1000']],
  ] as const)('fills it exactly from its limit or stop on: %#', (order, reached, missed) => {
    for (const price of reached) expect(trigger(order, price).result, price).toMatchObject({ status: 'COMPLETED' });
    for (const price of missed) expect(trigger(order, price), price).toEqual({ result: 'NOT_REACHED', changes: [] });
  });

  test('a trailing stop of a group sells by the mark of the group, and shows it', () => {
    const group = emptyGroup('BTC', '01KGA5H8000000000000000901', 'PERCENT', new Decimal('200'), NOW);
    const member = { ...TRAILING, trailingGroupId: group.groupId };
    expect(trigger(member, '180.01', { group }).result).toBe('NOT_REACHED');
    const { result } = trigger(member, '180', { group });
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({ status: 'COMPLETED', highWaterMark: '200' });
    expect(trigger(TRAILING, '180', { group }).result, 'not of this group').toBe('NOT_REACHED');
  });

  test('leaves alone what has ended, what is not there, and a closed asset', () => {
    const untouched = { result: 'NOT_REACHED', changes: [] };
    expect(trigger({ ...BUY, status: 'CANCELLED' }, '80')).toEqual(untouched);
    expect(trigger(BUY, '80', { asset: assetAt('100', { isActive: false }) })).toEqual(untouched);
    expect(trigger(BUY, '80', { asset: undefined })).toEqual(untouched);
    expect(trigger(restingOrder({ orderType: 'MARKET_BUY' }), '80')).toEqual(untouched);
  });

  test('does nothing once the price has been settled', () => {
    const last = lastTickOf({ assetId: 'BTC', price: new Decimal('80'), at: NOW }, undefined, true, NOW);
    expect(trigger(BUY, '80', { last })).toEqual({ result: 'OVERTAKEN', changes: [] });
  });

  test('does nothing once another price has been applied', () => {
    for (const [price, at] of [
      ['81', NOW],
      ['80', LATER],
    ] as const) {
      const last = lastTickOf({ assetId: 'BTC', price: new Decimal(price), at }, undefined, false, NOW);
      expect(trigger(BUY, '80', { last })).toEqual({ result: 'OVERTAKEN', changes: [] });
    }
  });

  test('expires it where its time is over, by the clock or by the price', () => {
    expect(trigger({ ...BUY, expiresAt: LATER }, '80').result).toMatchObject({ status: 'EXPIRED' });
    const later = { at: '2026-02-01T00:00:00.000Z' };
    expect(trigger({ ...BUY, expiresAt: later.at }, '80', later).result).toMatchObject({ status: 'EXPIRED' });
    expect(trigger({ ...BUY, expiresAt: later.at }, '80').result).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('an order that cannot be filled fails with the reason:', () => {
  test('proceeds of nothing', () => {
    const order = { ...LOSS, quantity: new Decimal('0.001') };
    const { result, changes } = trigger(order, '9.99');
    expect(result).toMatchObject({ status: 'FAILED' });
    expect(JSON.stringify(result)).toContain('worth less than the smallest amount of USD');
    expect(inShort(changes)).toEqual(['save order', 'save assetBalance']);
  });

  test('a user who is gone', () => {
    expect(trigger(BUY, '80', { balance: undefined }).result).toMatchObject({
      status: 'FAILED',
      statusReason: 'the user has no balance any more',
    });
  });

  test('a holding that is gone', () => {
    expect(trigger(SALE, '120', { holding: undefined }).result).toMatchObject({
      status: 'FAILED',
      statusReason: 'the user has no such holding any more',
    });
  });
});
