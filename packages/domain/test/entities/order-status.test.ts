import { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from '@orderfolio/domain';
import { requireTransition } from '@orderfolio/domain/adapter';
import { describe, expect, test } from 'vitest';
import { thrownBy } from '../fixtures.ts';

const ORDER_ID = '01KGA5H8000000000000000001';

describe('the status of an order', () => {
  test.each(ORDER_STATUSES)('%s allows exactly the moves of the table', (from) => {
    for (const to of ORDER_STATUSES) {
      const move = () => requireTransition({ orderId: ORDER_ID, status: from }, to);
      if (ORDER_TRANSITIONS[from].includes(to)) expect(move).not.toThrow();
      else expect(thrownBy(move)).toMatchObject({ code: 'INVALID_ORDER_TRANSITION', orderId: ORDER_ID, from, to });
    }
  });

  test.each(['COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'] satisfies OrderStatus[])('%s is final', (status) => {
    expect(ORDER_TRANSITIONS[status]).toEqual([]);
  });

  test('never leads back to where it was', () => {
    const reachable = (from: OrderStatus, seen = new Set<OrderStatus>()): Set<OrderStatus> => {
      for (const to of ORDER_TRANSITIONS[from]) if (!seen.has(to)) reachable(to, seen.add(to));
      return seen;
    };
    for (const status of ORDER_STATUSES) expect(reachable(status)).not.toContain(status);
  });
});
