import { Decimal, type Order } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { decideTriggeredEnd } from '../../src/triggers/triggered-end.ts';
import { heldOrder, LATER, momentAt, NOW, restingOrder } from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' } });
const LOSS = restingOrder({ orderType: 'STOP_LOSS_SELL', amounts: { stopPrice: '90' } });

/** The end that a price brings, and everything that the commit stores. */
function endAt(order: Order, price: string) {
  const tick = { assetId: 'BTC', currency: 'USD', price: new Decimal(price), at: NOW } as const;
  const { result, changes } = decideTriggeredEnd(heldOrder(order), tick, momentAt(LATER));
  return { result, stored: changes.flatMap((change) => (change.action === 'check' ? [] : [change.value])) };
}

describe('the result of an order that a price ends', () => {
  test.each([
    ['a buy that fills', BUY, '80'],
    ['a sale that fills', LOSS, '80'],
    ['a buy that is over', { ...BUY, expiresAt: NOW }, '80'],
    ['a sale that is over', { ...LOSS, expiresAt: NOW }, '80'],
  ])('is what is stored, in its version: %s', (_which, order, price) => {
    const { result, stored } = endAt(order, price);
    expect(stored).toContainEqual(result.order);
    expect(stored).toContainEqual(order.side === 'BUY' ? result.balance : result.assetBalance);
  });
});
