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

test('the same at once after it was carried out is an echo, however long the key is held; later it is meant', () => {
  const intent = new Intent();
  intent.keyOf(ORDER);
  intent.carriedOut(1_000);

  expect([1_150, 1_900, 2_800].map((now) => intent.isEcho({ ...ORDER }, now))).toEqual([true, true, true]);
  expect(intent.isEcho(ORDER, 3_801)).toBe(false);
});

test('another command is no echo, nor is the same after a refusal, nor one that is nothing', () => {
  const intent = new Intent();
  expect(intent.isEcho(undefined, 1)).toBe(false);
  intent.keyOf(ORDER);
  expect(intent.isEcho(ORDER, 2)).toBe(false);
  intent.carriedOut(1_000);

  expect(intent.isEcho({ ...ORDER, quantity: '0.6' }, 1_001)).toBe(false);
});
