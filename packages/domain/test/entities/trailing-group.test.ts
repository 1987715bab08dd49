import { Decimal } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import {
  emptyGroup,
  groupIdFrom,
  highestStop,
  isFullySeen,
  narrowGroup,
  raiseGroup,
} from '../../src/entities/trailing-group.ts';
import { LATER, NOW } from '../fixtures.ts';

const ID = '01KGA5H8000000000000000901';
const group = emptyGroup({ assetId: 'BTC', currency: 'USD' }, ID, 'AMOUNT', new Decimal('100'), NOW);

function decimals(...texts: readonly string[]): Decimal[] {
  return texts.map((text) => new Decimal(text));
}

describe('a group of trailing stops', () => {
  test('stands nowhere while it has no orders, and else at the stop of its narrowest trail', () => {
    expect(highestStop(group)).toBeUndefined();
    const joined = raiseGroup(group, new Decimal('100'), decimals('10', '9', '100'), LATER);
    expect(String(highestStop(joined))).toBe('91');
    expect(String(highestStop({ ...joined, trailType: 'PERCENT', mark: new Decimal('200') }))).toBe('182');
  });

  test('counts who joins, and when; its mark only rises', () => {
    const first = raiseGroup(group, new Decimal('110'), decimals('10', '9'), LATER);
    expect([first.mark, first.narrowestTrail].map(String)).toEqual(['110', '9']);
    expect(first).toMatchObject({ joined: 2, joinedAt: LATER, updatedAt: LATER });
    const later = '2026-01-31T13:00:00.000Z';
    const raised = raiseGroup(first, new Decimal('120'), [], later);
    expect(raised).toEqual({ ...first, mark: new Decimal('120'), updatedAt: later });
    const lower = raiseGroup(raised, new Decimal('90'), decimals('12'), later);
    expect([lower.mark, lower.narrowestTrail].map(String)).toEqual(['120', '9']);
    expect(lower).toMatchObject({ joined: 3, joinedAt: later });
  });

  test('takes the narrowest trail of those that are left, wider or none', () => {
    const joined = raiseGroup(group, new Decimal('100'), decimals('10', '9'), NOW);
    const narrowed = narrowGroup(joined, new Decimal('10'), LATER);
    expect(narrowed).toEqual({ ...joined, narrowestTrail: new Decimal('10'), updatedAt: LATER });
    expect(highestStop(narrowGroup(narrowed, undefined, LATER))).toBeUndefined();
  });

  test('is seen whole once nothing has joined for a minute', () => {
    expect(isFullySeen(group, NOW)).toBe(false);
    expect(isFullySeen(group, '2026-01-31T12:00:59.999Z')).toBe(false);
    expect(isFullySeen(group, '2026-01-31T12:01:00.000Z')).toBe(true);
  });

  test('has an id that sorts before that of any order, and is as unique', () => {
    expect(groupIdFrom(ID)).toBe('00KGA5H8000000000000000901');
    expect(groupIdFrom('7ZZZZZZZZZZZZZZZZZZZZZZZZZ') < '01000000000000000000000000').toBe(true);
  });
});
