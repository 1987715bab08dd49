import type { Order } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { expireOrders } from '../../src/triggers/expire-orders.ts';
import { versionedStore } from '../command/versioned-store.ts';
import { heldOrder, LATER, NOW, restingOrder } from '../fixtures.ts';

const BUY = restingOrder({ amounts: { limitPrice: '90' }, expiresAt: NOW });

/** An index that names the order as due. The store has it as `stored`, with its hold. */
async function expire(stored: Partial<Order>) {
  const { context, put, commits } = versionedStore();
  const { order, balance, holdRow } = heldOrder(BUY);
  const { username, orderId } = order;
  put({ entity: 'order', username, orderId }, { ...order, ...stored });
  put({ entity: 'balance', username, currency: 'USD' }, balance);
  if (holdRow !== undefined) put({ entity: 'balanceTransaction', username, transactionId: orderId }, holdRow);
  const nothing = async () => ({ entries: [] });
  const dueBy = async () => ({ entries: [{ kind: 'order', order } as const] });
  const outcome = await expireOrders(context, { reachedByFall: nothing, reachedByRise: nothing, dueBy }, NOW);
  return { expired: outcome.expired.length, skipped: outcome.skipped.length, commits: commits.length };
}

describe('an order that the index names as due', () => {
  test('ends where it is', async () => {
    expect(await expire({})).toEqual({ expired: 1, skipped: 0, commits: 1 });
  });

  test.each([
    ['has ended', { status: 'COMPLETED' }],
    ['is due later', { expiresAt: LATER }],
    ['is never due', { expiresAt: undefined }],
  ] as const)('is left as it is where it %s, and is nothing that could not be ended', async (_what, stored) => {
    expect(await expire(stored)).toEqual({ expired: 0, skipped: 0, commits: 0 });
  });
});
