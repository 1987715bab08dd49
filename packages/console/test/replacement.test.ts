import { expect, test } from 'vitest';
import type { Order } from '../page/service/types.ts';
import { replacementOf, termsOf } from '../page/user/replacement.ts';

const LIMIT: Order = {
  username: 'alice_01',
  orderId: '01KJQ4Z0X8T3N5V7B9D1F2G3H4',
  orderType: 'LIMIT_BUY',
  side: 'BUY',
  status: 'QUEUED',
  assetId: 'BTC',
  currency: 'USD',
  quantity: '0.5',
  limitPrice: '48000.00',
  version: 1,
  createdAt: '2026-03-02T09:30:00.000Z',
  updatedAt: '2026-03-02T09:30:00.000Z',
};

test('only what has been changed is replaced', () => {
  expect(replacementOf(LIMIT, { ...termsOf(LIMIT), limitPrice: '47000' })).toEqual({
    command: { limitPrice: '47000' },
  });
  expect(replacementOf(LIMIT, { quantity: '0.6', limitPrice: '48000', stopPrice: undefined })).toEqual({
    command: { quantity: '0.6' },
  });
});

test('an order does not get a price that its type does not have', () => {
  expect(replacementOf(LIMIT, { ...termsOf(LIMIT), quantity: '1', stopPrice: '3' })).toEqual({
    command: { quantity: '1' },
  });
});

test('nothing is sent without a change, or with something that is no amount', () => {
  expect(replacementOf(LIMIT, { ...termsOf(LIMIT), quantity: '0.50' })).toEqual({
    wrong: { quantity: 'or a price must be another one' },
  });
  expect(replacementOf(LIMIT, { ...termsOf(LIMIT), quantity: ' ', limitPrice: 'x' })).toEqual({
    wrong: { quantity: 'is required', limitPrice: 'must be a number such as 0.5' },
  });
});
