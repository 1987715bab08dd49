import { expect } from 'vitest';
import { brokenInvariants } from '../model/invariants.ts';
import type { Reading, Stored } from '../model/stored.ts';

/** When a run compares the store with the model. */
export type Checks = 'each commit' | 'each command';

/** Compares a store with the model. */
export class Comparison {
  readonly #read: (reading: Reading) => Promise<Stored>;
  readonly #expected: () => readonly string[];
  #fingerprint: string | undefined;

  constructor(read: (reading: Reading) => Promise<Stored>, expected: () => readonly string[]) {
    this.#read = read;
    this.#expected = expected;
  }

  /** Expects the store to hold what the model holds, and to keep every invariant. */
  async check(reading: Reading = 'quick'): Promise<void> {
    const { lines, accounts, fingerprint } = await this.#read(reading);
    this.#fingerprint = fingerprint;
    const expected = this.#expected();
    // The matcher is slow, and mostly there is no difference to show.
    if (lines.join('\n') !== expected.join('\n')) expect(lines).toEqual(expected);
    const broken = accounts.flatMap(brokenInvariants);
    if (broken.length > 0) expect(broken).toEqual([]);
  }

  /** Like `check`. After a command that changed nothing, no version and no time may differ either. */
  async checkAfter(changed: 'changed' | 'unchanged'): Promise<void> {
    const before = this.#fingerprint;
    await this.check();
    if (changed === 'unchanged' && before !== undefined)
      expect(this.#fingerprint, 'a command that changed nothing').toBe(before);
  }
}
