import { type ChangeSet, check, openBalance, save } from '@orderfolio/domain/adapter';
import { expect, test } from 'vitest';
import { Overlay } from '../../src/command/overlay.ts';
import { NOW } from '../fixtures.ts';

const opened = openBalance('alice_01', 'USD', NOW);
const key = { entity: 'balance', username: 'alice_01', currency: 'USD' } as const;
const saved = save('balance', opened, opened);

/** True if the second decision of a batch can follow the first. */
function fits(first: ChangeSet['changes'], second: ChangeSet['changes']): boolean {
  const overlay = new Overlay(0);
  expect(overlay.add(first)).toBe(true);
  return overlay.add(second);
}

test('a decision that insists on a version goes with the decisions before that have left it, and with no others', () => {
  expect(fits([saved], [check(key, 2)])).toBe(true);
  expect(fits([saved], [check(key, 1)])).toBe(false);
  expect(fits([check(key, 1)], [check(key, 1)])).toBe(true);
  expect(fits([check(key, 1)], [check(key, 2)])).toBe(false);
  expect(fits([check(key, 1)], [saved])).toBe(true);
  expect(fits([check(key, 2)], [saved])).toBe(false);
});
