import { expect, test } from 'vitest';
import { Intent } from '../page/service/intent.ts';

const ORDER = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.5' };

test('what is sent again after a lost reply has the same key', () => {
  const intent = new Intent();

  expect(intent.keyOf({ ...ORDER })).toBe(intent.keyOf({ ...ORDER }));
});

test('another command has another key, and so has the same one when the first has been settled', () => {
  const intent = new Intent();
  const first = intent.keyOf(ORDER);

  const other = intent.keyOf({ ...ORDER, quantity: '0.6' });
  intent.settle();
  const later = intent.keyOf({ ...ORDER, quantity: '0.6' });

  expect(new Set([first, other, later]).size).toBe(3);
});

test('a key is one that the service takes', () => {
  expect(new Intent().keyOf(ORDER)).toMatch(/^[\da-f]{32}$/);
});
