import { Decimal, type Order } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { finishTick, type LastTick } from '../../src/entities/last-tick.ts';
import { emptyGroup } from '../../src/entities/trailing-group.ts';
import { save } from '../../src/ports/unit-of-work.ts';
import { decideTriggered, endReached, type TriggerFacts } from '../../src/triggers/end-reached.ts';
import { Skips } from '../../src/triggers/skips.ts';
import type { Sweep } from '../../src/triggers/sweep.ts';
import { versionedStore } from '../command/versioned-store.ts';
import { assetAt, heldOrder, inShort, LATER, momentAt, NOW, restingOrder, thrownBy } from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' } });
const SALE = restingOrder({ orderType: 'LIMIT_SELL', amounts: { limitPrice: '110' } });
const LOSS = restingOrder({ orderType: 'STOP_LOSS_SELL', amounts: { stopPrice: '90' } });
const PROFIT = restingOrder({ orderType: 'TAKE_PROFIT_SELL', amounts: { stopPrice: '110' } });
const TRAILING = restingOrder({
  orderType: 'TRAILING_STOP_SELL',
  amounts: { trailPercent: '10', highWaterMark: '100' },
});

interface Given extends Partial<TriggerFacts> {
  readonly at?: string;
  readonly call?: Sweep['call'];
}

/** A price that was recorded as the fifth change of the asset's last price. */
function recorded(price: string, at = NOW): LastTick {
  const stored = { version: 5, createdAt: NOW, updatedAt: NOW };
  return { assetId: 'BTC', currency: 'USD', price: new Decimal(price), at, isFinished: false, ...stored };
}

function finished(price: string): LastTick {
  const last = recorded(price);
  return save('lastTick', last, finishTick(last, LATER)).value;
}

/** The price's effect on the order. */
function trigger(order: Order, price: string, { at, call = 'RECORDED', ...given }: Given = {}) {
  const tick = recorded(price, at);
  const facts: TriggerFacts = { ...heldOrder(order), asset: assetAt('100'), last: tick, ...given };
  return decideTriggered({ tick, call }, facts, momentAt(LATER));
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
    const group = emptyGroup(
      { assetId: 'BTC', currency: 'USD' },
      '01KGA5H8000000000000000901',
      'PERCENT',
      new Decimal('200'),
      NOW,
    );
    const member = { ...TRAILING, trailingGroupId: group.groupId };
    expect(trigger(member, '180.01', { group }).result).toBe('NOT_REACHED');
    const { result } = trigger(member, '180', { group });
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({ status: 'COMPLETED', highWaterMark: '200' });
    expect(trigger(TRAILING, '180', { group }).result, 'not of this group').toBe('NOT_REACHED');
  });

  test('leaves alone what has ended, what is not there, and what waits for no price', () => {
    const untouched = { result: 'NOT_REACHED', changes: [] };
    expect(trigger({ ...BUY, status: 'CANCELLED' }, '80')).toEqual(untouched);
    expect(trigger(BUY, '80', { order: undefined })).toEqual(untouched);
    expect(trigger(restingOrder({ orderType: 'MARKET_BUY' }), '80')).toEqual(untouched);
  });

  test('does nothing once the price has been finished, or another one recorded', () => {
    const overtaken = { result: 'OVERTAKEN', changes: [] };
    expect(trigger(BUY, '80', { last: finished('80') })).toEqual(overtaken);
    expect(trigger(BUY, '80', { last: { ...recorded('80'), version: 7 } }), 'the same once more').toEqual(overtaken);
    expect(trigger(BUY, '80', { last: undefined })).toEqual(overtaken);
  });

  test('stops at an order that it reaches while the asset is closed, and passes what it does not reach', () => {
    for (const asset of [assetAt('100', { isActive: false }), undefined]) {
      expect(trigger(BUY, '80', { asset })).toEqual({ result: 'CLOSED', changes: [] });
      expect(trigger(BUY, '91', { asset })).toEqual({ result: 'NOT_REACHED', changes: [] });
    }
  });

  test('passes by an order that is paid in another currency, whatever an index says', () => {
    expect(trigger({ ...BUY, currency: 'EUR' }, '80')).toEqual({ result: 'NOT_REACHED', changes: [] });
  });

  test('passes by an order that has seen it, whoever applies it', () => {
    for (const call of ['RECORDED', 'GIVEN_AGAIN', 'FINISHES'] as const) {
      for (const seenTick of [5, 6, 100])
        expect(trigger({ ...BUY, seenTick }, '80', { call }), `${seenTick}`).toMatchObject({ result: 'NOT_REACHED' });
      for (const seenTick of [0, 4])
        expect(trigger({ ...BUY, seenTick, createdAt: LATER }, '80', { call }).result).toMatchObject({
          status: 'COMPLETED',
        });
    }
  });

  test('passes by an order of an older release that is younger, where the price is recorded already', () => {
    const younger = { ...BUY, createdAt: LATER };
    expect(trigger(younger, '80', { call: 'RECORDED' }).result).toMatchObject({ status: 'COMPLETED' });
    for (const call of ['GIVEN_AGAIN', 'FINISHES'] as const) {
      expect(trigger(younger, '80', { call }).result).toBe('NOT_REACHED');
      expect(trigger(BUY, '80', { call }).result).toMatchObject({ status: 'COMPLETED' });
    }
  });

  test('ends nothing whose hold is not there, though its time be over', () => {
    for (const expiresAt of [undefined, NOW]) {
      const error = thrownBy(() => trigger({ ...BUY, expiresAt }, '80', { holdRow: undefined }));
      expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
    }
    expect(thrownBy(() => trigger(SALE, '120', { holding: undefined }))).toMatchObject({ code: 'STORAGE_FAILED' });
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
});

describe('the orders that an index names', () => {
  const users = Array.from({ length: 20 }, (_nothing, user) => `user_${user}`);

  /** A sweep of the fifth price through one buy of each user. */
  async function sweepThrough(facts: { readonly last: LastTick; readonly isActive?: boolean }) {
    const { context, put } = versionedStore();
    put({ entity: 'lastTick', assetId: 'BTC', currency: 'USD' }, facts.last);
    put({ entity: 'asset', assetId: 'BTC' }, assetAt('100', { isActive: facts.isActive ?? true }));
    const taken: string[] = [];
    async function* named(): AsyncGenerator<Order> {
      for (const username of users) {
        const { order, balance, holdRow } = heldOrder({ ...BUY, username });
        put({ entity: 'order', username, orderId: order.orderId }, order);
        put({ entity: 'balance', username, currency: 'USD' }, { ...balance, username });
        if (holdRow !== undefined)
          put({ entity: 'balanceTransaction', username, transactionId: order.orderId }, { ...holdRow, username });
        taken.push(username);
        yield order;
      }
    }
    const nothing = async () => ({ entries: [] });
    const sweep: Sweep = {
      context: { ...context, sweepConcurrency: 1 },
      triggers: { reachedByFall: nothing, reachedByRise: nothing, dueBy: nothing },
      rates: undefined,
      tick: recorded('80'),
      call: 'RECORDED',
      ended: [],
      skips: new Skips(),
    };
    return { mayGoOn: await endReached(sweep, named()), ended: sweep.ended.length, taken: taken.length };
  }

  test('end, all of them, while the price counts', async () => {
    expect(await sweepThrough({ last: recorded('80') })).toEqual({ mayGoOn: true, ended: 20, taken: 20 });
  });

  test.each([
    ['the price has been finished', { last: finished('80') }],
    ['the asset is closed', { last: recorded('80'), isActive: false }],
  ])('end no more, and are asked for no further, once %s', async (_what, facts) => {
    const { taken, ...outcome } = await sweepThrough(facts);
    expect(outcome).toEqual({ mayGoOn: false, ended: 0 });
    expect(taken).toBeLessThanOrEqual(2);
  });
});
