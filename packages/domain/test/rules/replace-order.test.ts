import { Decimal, type Order } from '@orderfolio/domain';
import type { TrailingGroup } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { emptyGroup } from '../../src/entities/trailing-group.ts';
import { placeHold } from '../../src/rules/hold.ts';
import { decideReplacement } from '../../src/rules/replace-order.ts';
import {
  assetAt,
  balanceOf,
  holdingOf,
  inShort,
  LATER,
  momentAt,
  NOW,
  restingOrder,
  thrownBy,
  tickAt,
} from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' } });
const LOSS = restingOrder({ orderType: 'STOP_LOSS_SELL', amounts: { stopPrice: '90' } });
const TRAILING = restingOrder({
  orderType: 'TRAILING_STOP_SELL',
  amounts: { trailPercent: '10', highWaterMark: '120' },
});

interface NewTerms {
  readonly quantity?: string;
  readonly limitPrice?: string;
  readonly stopPrice?: string;
}

/** The replacement in an account of 100 dollars and 2 BTC, at a price of 100. */
function replace(order: Order, terms: NewTerms, group?: TrailingGroup) {
  const account = { balance: balanceOf('100'), holding: holdingOf('2') };
  const { heldAmount, account: after, transaction } = placeHold(order, account, NOW);
  const asset = assetAt('100');
  const pricing = { quote: { price: asset.priceUsd, at: NOW }, maxAgeMs: undefined };
  const held = { order: { ...order, heldAmount }, ...after, holdRow: transaction };
  const facts = { ...held, asset, pricing, last: tickAt(7), group };
  const amounts = Object.entries(terms).map(([field, text]) => [field, new Decimal(text)]);
  const { username, orderId } = order;
  return decideReplacement({ username, orderId, ...Object.fromEntries(amounts) }, facts, momentAt(LATER));
}

describe('a replacement', () => {
  test('ends the old order and holds for the new one, the account one version on', () => {
    const { result, changes, subjectId } = replace(BUY, { limitPrice: '95' });
    expect(result.order.seenTick).toBe(7);
    expect(result.replaced).toMatchObject({
      status: 'CANCELLED',
      statusReason: `replaced by ${subjectId}`,
      version: 2,
    });
    expect(result.order).toMatchObject({ status: 'QUEUED', orderId: subjectId, version: 1, createdAt: LATER });
    expect([result.order.limitPrice, result.order.heldAmount, result.replaced.heldAmount].map(String)).toEqual([
      ...['95', '95', '0'],
    ]);
    expect([result.balance.available, result.balance.held, result.balance.version].map(String)).toEqual([
      '5',
      '95',
      '3',
    ]);
    expect(inShort(changes)).toEqual([
      ...['save order', 'save balanceTransaction'],
      ...['insert order', 'save balance', 'insert balanceTransaction'],
    ]);
  });

  test('needs what is there with the first hold returned, and not one cent more', () => {
    expect(String(replace(BUY, { quantity: '1.1111' }).result.balance.available)).toBe('0');
    expect(thrownBy(() => replace(BUY, { quantity: '1.1112' }))).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    expect(String(replace(LOSS, { quantity: '2' }).result.assetBalance?.available)).toBe('0');
    const error = thrownBy(() => replace(LOSS, { quantity: '2.00000001' }));
    expect(error).toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE' });
  });

  test('of a sale moves the held quantity by the difference, and no cash', () => {
    const { result, changes } = replace(LOSS, { quantity: '0.5', stopPrice: '80' });
    const { assetBalance, order } = result;
    expect([assetBalance?.available, assetBalance?.held, assetBalance?.version].map(String)).toEqual([
      '1.5',
      '0.5',
      '3',
    ]);
    expect([order.quantity, order.stopPrice].map(String)).toEqual(['0.5', '80']);
    expect(inShort(changes)).toEqual(['save order', 'insert order', 'save assetBalance']);
  });

  test('that the price has reached fills at once, from what the first order held', () => {
    const { result, changes } = replace(BUY, { limitPrice: '100' });
    expect(result.order).toMatchObject({ status: 'COMPLETED' });
    expect([result.balance.available, result.balance.held, result.assetBalance?.quantity].map(String)).toEqual([
      ...['0', '0', '3'],
    ]);
    expect([result.balance.version, result.assetBalance?.version]).toEqual([3, 2]);
    expect(inShort(changes)).toEqual([
      ...['save order', 'save balanceTransaction', 'insert order', 'save balance', 'insert balanceTransaction'],
      ...['save assetBalance', 'insert assetTransaction'],
    ]);
  });

  test('keeps the mark of a trailing stop: its own, or that of its group, which must not move meanwhile', () => {
    expect(String(replace(TRAILING, { quantity: '2' }).result.order.highWaterMark)).toBe('120');
    const group = emptyGroup(
      { assetId: 'BTC', currency: 'USD' },
      '01KGA5H8000000000000000901',
      'PERCENT',
      new Decimal('150'),
      NOW,
    );
    const grouped = { ...TRAILING, trailingGroupId: group.groupId };
    const { result, changes } = replace(grouped, { quantity: '2' }, group);
    expect([String(result.order.highWaterMark), result.order.trailingGroupId]).toEqual(['150', undefined]);
    expect(inShort(changes)).toContain('check trailingGroup');
  });

  test('keeps the terms that it does not change', () => {
    const expiresAt = '2026-06-01T00:00:00.000Z';
    const { order } = replace({ ...BUY, timeInForce: 'GTD', expiresAt }, { quantity: '0.5' }).result;
    expect(order).toMatchObject({ timeInForce: 'GTD', expiresAt, orderType: 'LIMIT_BUY' });
    expect(String(order.limitPrice)).toBe('90');
  });
});

describe('there is no replacement', () => {
  test.each(['COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED'] as const)('of an order that is %s', (status) => {
    const error = thrownBy(() => replace({ ...BUY, status }, { quantity: '2' }));
    expect(error).toMatchObject({ code: 'INVALID_ORDER_TRANSITION', from: status });
  });

  test.each([
    [BUY, { stopPrice: '80' }, 'stopPrice'],
    [LOSS, { limitPrice: '80' }, 'limitPrice'],
    [TRAILING, { stopPrice: '80' }, 'stopPrice'],
    [LOSS, { stopPrice: '100' }, 'stopPrice'],
  ] as const)('with a price that the type does not have, or may not have: %#', (order, terms, field) => {
    expect(thrownBy(() => replace(order, terms))).toMatchObject({ code: 'VALIDATION_FAILED', field });
  });
});
