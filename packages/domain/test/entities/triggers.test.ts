import { Decimal, ORDER_STATUSES, type Order } from '@orderfolio/domain';
import { expiryOf, groupTriggers, orderTriggers, type Triggers } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { emptyGroup, raiseGroup } from '../../src/entities/trailing-group.ts';
import { NOW, restingOrder } from '../fixtures.ts';

const GROUP = '01KGA5H8000000000000000901';

/** As text: the prices that it waits to fall and to rise to, and its book. */
function inWords({ fall, rise }: Triggers): string {
  const placeOf = (trigger: Triggers['fall']) => (trigger === undefined ? 'no' : `${trigger.at} in ${trigger.book}`);
  return `${placeOf(fall)} fall, ${placeOf(rise)} rise`;
}

describe('an order waits', () => {
  test.each([
    ['LIMIT_BUY', { limitPrice: '90' }, '90 in BTC fall, no rise'],
    ['STOP_LOSS_SELL', { stopPrice: '90' }, '90 in BTC fall, no rise'],
    ['LIMIT_SELL', { limitPrice: '110' }, 'no fall, 110 in BTC rise'],
    ['TAKE_PROFIT_SELL', { stopPrice: '110' }, 'no fall, 110 in BTC rise'],
    [
      'TRAILING_STOP_SELL',
      { trailAmount: '10', highWaterMark: '100' },
      '90 in BTC fall, 100.000000000000000001 in BTC rise',
    ],
    [
      'TRAILING_STOP_SELL',
      { trailPercent: '2.5', highWaterMark: '10' },
      '9.75 in BTC fall, 10.000000000000000001 in BTC rise',
    ],
  ] as const)('%s for its price', (orderType, amounts, triggers) => {
    expect(inWords(orderTriggers(restingOrder({ orderType, amounts })))).toBe(triggers);
  });

  test.each([
    ['LIMIT_BUY', { limitPrice: '90' }, '90 in BTC/EUR fall, no rise'],
    ['LIMIT_SELL', { limitPrice: '110' }, 'no fall, 110 in BTC/EUR rise'],
    [
      'TRAILING_STOP_SELL',
      { trailAmount: '10', highWaterMark: '100' },
      '90 in BTC/EUR fall, 100.000000000000000001 in BTC/EUR rise',
    ],
  ] as const)('%s in euros in a book of its own', (orderType, amounts, triggers) => {
    expect(inWords(orderTriggers({ ...restingOrder({ orderType, amounts }), currency: 'EUR' }))).toBe(triggers);
  });

  test('in the book of its group, by its trail, once it has joined one', () => {
    const amounts = { trailPercent: '2.5', highWaterMark: '10' };
    const order = restingOrder({ orderType: 'TRAILING_STOP_SELL', amounts, trailingGroupId: GROUP });
    expect(inWords(orderTriggers(order))).toBe(`no fall, 2.5 in ${GROUP} rise`);
  });

  test('for nothing without what its type needs', () => {
    const bare = (['LIMIT_BUY', 'STOP_LOSS_SELL', 'LIMIT_SELL', 'TAKE_PROFIT_SELL', 'MARKET_BUY'] as const).map(
      (orderType) => restingOrder({ orderType }),
    );
    const trailing = { orderType: 'TRAILING_STOP_SELL' } as const;
    const markless = restingOrder({ ...trailing, amounts: { trailAmount: '10' } });
    const trailless = restingOrder({ ...trailing, amounts: { highWaterMark: '10' } });
    for (const order of [...bare, markless, trailless])
      expect(inWords(orderTriggers(order)), order.orderType).toBe('no fall, no rise');
  });

  test.each([
    ['a stop of nothing', { trailAmount: '100', highWaterMark: '100' }],
    ['a stop below nothing', { trailAmount: '100.01', highWaterMark: '100' }],
    ['a mark of more decimals than a price', { trailPercent: '5', highWaterMark: '0.1000000000000000001' }],
    ['a mark past every price', { trailPercent: '5', highWaterMark: `1${'0'.repeat(20)}` }],
  ])('for nothing with %s', (_what, amounts) => {
    const order = restingOrder({ orderType: 'TRAILING_STOP_SELL', amounts });
    expect(inWords(orderTriggers(order))).toBe('no fall, no rise');
  });

  test('while it is QUEUED, and in no other status', () => {
    const expiresAt = '2026-06-01T00:00:00.000Z';
    const inStatus = (status: Order['status']) => restingOrder({ status, expiresAt, amounts: { limitPrice: '90' } });
    const waiting = ORDER_STATUSES.filter((status) => orderTriggers(inStatus(status)).fall !== undefined);
    const expiring = ORDER_STATUSES.filter((status) => expiryOf(inStatus(status)) !== undefined);
    expect([waiting, expiring]).toEqual([['QUEUED'], ['QUEUED']]);
    expect(expiryOf(inStatus('QUEUED'))).toBe(expiresAt);
  });
});

test('a group waits in the stead of its orders, while it has some', () => {
  const group = emptyGroup({ assetId: 'BTC', currency: 'USD' }, GROUP, 'PERCENT', new Decimal('200'), NOW);
  expect(inWords(groupTriggers(group))).toBe('no fall, no rise');
  const joined = raiseGroup(group, new Decimal('200'), [new Decimal('5'), new Decimal('2')], NOW);
  expect(inWords(groupTriggers(joined))).toBe('196 in BTC fall, 200.000000000000000001 in BTC rise');
  expect(inWords(groupTriggers({ ...joined, currency: 'JPY' }))).toBe(
    '196 in BTC/JPY fall, 200.000000000000000001 in BTC/JPY rise',
  );
});
