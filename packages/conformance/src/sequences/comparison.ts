import { expect } from 'vitest';
import { brokenInvariants } from '../model/invariants.ts';
import type { Reading, Stored } from '../model/stored.ts';

/** When a run holds the store against the model. */
export type Checks = 'each commit' | 'each command';

/** Holds what a store has against what the model has. */
export class Comparison {
  readonly #read: (reading: Reading) => Promise<Stored>;
  readonly #expected: () => readonly string[];
  #fingerprint: string | undefined;

  constructor(read: (reading: Reading) => Promise<Stored>, expected: () => readonly string[]) {
    this.#read = read;
    this.#expected = expected;
  }

  /** The store holds what the model holds, and every invariant. */
  async check(reading: Reading = 'quick'): Promise<void> {
    const { lines, accounts, fingerprint } = await this.#read(reading);
    this.#fingerprint = fingerprint;
    const expected = this.#expected();
    // The matcher is slow, and most often there is nothing for it to show.
    if (lines.join('\n') !== expected.join('\n')) expect(lines).toEqual(expected);
    const broken = accounts.flatMap(brokenInvariants);
    if (broken.length > 0) expect(broken).toEqual([]);
  }

  /** As `check`. After a command that changed nothing, nothing is different: no version and no time either. */
  async checkAfter(changed: 'changed' | 'unchanged'): Promise<void> {
    const before = this.#fingerprint;
    await this.check();
    if (changed === 'unchanged' && before !== undefined)
      expect(this.#fingerprint, 'a command that changed nothing').toBe(before);
  }
}
