import { describe, expect, test } from 'vitest';
import { openBalance } from '../../src/entities/balance.ts';
import { keyIn, keyWords } from '../../src/entities/kinds.ts';
import { identityOf } from '../../src/ports/change-set.ts';
import { NOW } from '../fixtures.ts';

const username = 'alice_01';

describe('the key of an entity', () => {
  test('has the fields that its kind names, and the words of their values in that order', () => {
    const key = keyIn('balance', openBalance(username, 'EUR', NOW));
    expect(key).toEqual({ entity: 'balance', username, currency: 'EUR' });
    expect(keyWords(key)).toEqual([username, 'EUR']);
  });

  test('sorts by a number as the number does', () => {
    const sequences = [1, 2, 9, 10, 99, 100, 1_000_000];
    const words = sequences.map((sequence) => keyWords({ entity: 'auditEntry', username, sequence })[1]);
    expect(words.toSorted()).toEqual(words);
  });

  test('names its kind: what has the same words is not the same', () => {
    const keys = [{ entity: 'user', username } as const, { entity: 'login', username } as const];
    expect(keys.map(keyWords)).toEqual([[username], [username]]);
    expect(new Set(keys.map(identityOf)).size).toBe(2);
  });
});
