import { Decimal, ZERO } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { emptyGroup } from '../../src/entities/trailing-group.ts';
import { decideUnfilledEnd } from '../../src/rules/end-order.ts';
import { heldOrder, inShort, LATER, momentAt, NOW, restingOrder, thrownBy } from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' } });
const LOSS = restingOrder({ orderType: 'STOP_LOSS_SELL', amounts: { stopPrice: '90' } });

describe('an end without a fill', () => {
  test.each(['CANCELLED', 'EXPIRED', 'FAILED'] as const)(
    '%s: the cash of a buy is available again, and the row of its hold is CANCELLED',
    (status) => {
      const { result, changes } = decideUnfilledEnd(heldOrder(BUY), status, momentAt(LATER), 'why');
      expect(result.order).toMatchObject({ status, statusReason: 'why', version: 2, updatedAt: LATER });
      expect(String(result.order.heldAmount)).toBe('0');
      expect([result.balance?.available, result.balance?.held].map(String)).toEqual(['1000', '0']);
      expect(result.transaction).toMatchObject({ type: 'ORDER_HOLD', status: 'CANCELLED', version: 2 });
      expect(inShort(changes)).toEqual(['save order', 'save balance', 'save balanceTransaction']);
    },
  );

  test('the quantity of a sale is available again, and no cash moves', () => {
    const { result, changes } = decideUnfilledEnd(heldOrder(LOSS), 'CANCELLED', momentAt(LATER));
    expect([result.assetBalance?.available, result.assetBalance?.held].map(String)).toEqual(['5', '0']);
    expect(inShort(changes)).toEqual(['save order', 'save assetBalance']);
  });

  test('comes once', () => {
    for (const status of ['COMPLETED', 'CANCELLED', 'EXPIRED', 'FAILED'] as const) {
      const error = thrownBy(() => decideUnfilledEnd(heldOrder({ ...BUY, status }), 'CANCELLED', momentAt(LATER)));
      expect(error).toMatchObject({ code: 'INVALID_ORDER_TRANSITION', from: status, to: 'CANCELLED' });
    }
  });

  test('shows the mark of its group', () => {
    const groupId = '01KGA5H8000000000000000901';
    const group = emptyGroup({ assetId: 'BTC', currency: 'USD' }, groupId, 'AMOUNT', new Decimal('200'), NOW);
    const amounts = { trailAmount: '10', highWaterMark: '100' };
    const order = restingOrder({ orderType: 'TRAILING_STOP_SELL', trailingGroupId: groupId, amounts });
    const { result } = decideUnfilledEnd({ ...heldOrder(order), group }, 'CANCELLED', momentAt(LATER));
    expect(String(result.order.highWaterMark)).toBe('200');
  });
});

describe('an order whose hold is not there does not end', () => {
  const buy = heldOrder(BUY);
  const sale = heldOrder(LOSS);
  const more = new Decimal('90.01');

  test.each([
    ['a balance that is gone', { ...buy, balance: undefined }],
    ['a balance that holds less', { ...buy, balance: { ...buy.balance, held: new Decimal('89.99') } }],
    ['a ledger row that is gone', { ...buy, holdRow: undefined }],
    [
      'a ledger row that has ended',
      { ...buy, holdRow: buy.holdRow && { ...buy.holdRow, status: 'COMPLETED' as const } },
    ],
    ['a ledger row of another amount', { ...buy, holdRow: buy.holdRow && { ...buy.holdRow, amount: more.neg() } }],
    ['an order that says another amount', { ...buy, order: { ...buy.order, heldAmount: more } }],
    ['an order that says none', { ...buy, order: { ...buy.order, heldAmount: ZERO } }],
    ['a sale without a balance', { ...sale, balance: undefined }],
    ['a holding that is gone', { ...sale, holding: undefined }],
    ['a holding that holds less', { ...sale, holding: sale.holding && { ...sale.holding, held: new Decimal('0.9') } }],
    ['a sale that says another quantity', { ...sale, order: { ...sale.order, heldAmount: new Decimal('0.9') } }],
  ])('%s', (_what, facts) => {
    for (const status of ['CANCELLED', 'EXPIRED', 'FAILED'] as const) {
      const error = thrownBy(() => decideUnfilledEnd(facts, status, momentAt(LATER)));
      expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
    }
  });
});
