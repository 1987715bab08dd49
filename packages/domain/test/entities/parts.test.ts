import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { holdQuantity, releaseQuantity, takeQuantity } from '../../src/entities/asset-balance.ts';
import {
  credit,
  debit,
  hold,
  reinstateBalance,
  release,
  spendHeld,
  suspendBalance,
} from '../../src/entities/balance.ts';
import { readStatus } from '../../src/entities/balance-transaction.ts';
import { balanceOf, holdingOf, LATER, NOW, thrownBy } from '../fixtures.ts';

const cause = { id: '01KGA5H8000000000000000007', at: LATER };
const one = new Decimal('1');
const two = new Decimal('2');

describe('a balance', () => {
  const held = hold(balanceOf('5'), one, cause);

  test('counts what enters and leaves it as effects, and not what is held or released', () => {
    const before = balanceOf('5').sequence;
    const steps = [
      credit(held, one, cause),
      debit(held, one, cause),
      spendHeld(held, one, cause),
      held,
      release(held, one, cause),
    ];
    expect(steps.map(({ sequence }) => sequence - before)).toEqual([1, 1, 1, 0, 0]);
  });

  test('keeps the greatest id of what changed it', () => {
    expect(held.lastId).toBe(cause.id);
    expect(release(held, one, { ...cause, id: '01KGA5H8000000000000000001' }).lastId).toBe(cause.id);
  });

  test('is suspended and reinstated no earlier than it changed last, whatever the clock says', () => {
    const suspended = suspendBalance(held, NOW);
    expect(suspended).toEqual({ ...held, suspended: true });
    expect(reinstateBalance(suspended, NOW)).toEqual(held);
    const later = '2026-03-01T00:00:00.000Z';
    expect(reinstateBalance(suspended, later)).toEqual({ ...held, updatedAt: later });
  });

  test.each([
    ['release', () => release(held, two, cause), '-1 held'],
    ['spending of what is held', () => spendHeld(held, two, cause), '-1 held'],
    ['credit of less than nothing', () => credit(held, new Decimal('-5'), cause), '-1 available'],
  ])('refuses a %s that would leave less than nothing: its record is broken', (_name, change, left) => {
    const error = thrownBy(change);
    expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
    expect(String(error)).toContain(left);
  });
});

describe('a holding', () => {
  const held = holdQuantity(holdingOf('5'), holdingOf('5'), one, cause);

  test('counts what enters and leaves it as effects, and not what is held or released', () => {
    const before = holdingOf('5').sequence;
    const steps = [takeQuantity(held, held, one, cause), held, releaseQuantity(held, one, cause)];
    expect(steps.map(({ sequence }) => sequence - before)).toEqual([1, 0, 0]);
  });

  test('refuses a release that would leave less than nothing: its record is broken', () => {
    const error = thrownBy(() => releaseQuantity(held, two, cause));
    expect(error).toMatchObject({ code: 'STORAGE_FAILED', retryable: false });
    expect(String(error)).toContain('-1 held');
  });
});

test('an ended hold of an older release reads as CANCELLED, and no other row', () => {
  const statuses = ['PENDING', 'COMPLETED', 'FAILED', 'CANCELLED'];
  expect(statuses.map((status) => readStatus('ORDER_HOLD', status))).toEqual([
    'PENDING',
    'CANCELLED',
    'CANCELLED',
    'CANCELLED',
  ]);
  expect(statuses.map((status) => readStatus('WITHDRAW', status))).toEqual(statuses);
});
