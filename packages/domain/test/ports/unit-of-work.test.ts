import { describe, expect, test } from 'vitest';
import { openBalance } from '../../src/entities/balance.ts';
import { save, saveIfChanged } from '../../src/ports/unit-of-work.ts';
import { LATER, NOW } from '../fixtures.ts';

const read = { ...openBalance('alice_01', 'USD', NOW), version: 7 };

describe('a change that saves', () => {
  test.each([1, 7, 12])('is one version on from what was read, whatever version the value has: %i', (version) => {
    const { previous, value } = save('balance', read, { ...read, version, updatedAt: LATER });
    expect(previous).toBe(read);
    expect(value).toEqual({ ...read, version: 8, updatedAt: LATER });
  });

  test('is at version 1 where there was nothing', () => {
    expect(save('balance', undefined, read).value).toEqual({ ...read, version: 1 });
  });

  test('is none, and no new version, where the value is what was read', () => {
    expect(saveIfChanged('balance', read, read)).toEqual({ value: read, changes: [] });
    const changed = { ...read, updatedAt: LATER };
    expect(saveIfChanged('balance', read, changed)).toEqual({
      value: { ...changed, version: 8 },
      changes: [save('balance', read, changed)],
    });
  });
});
