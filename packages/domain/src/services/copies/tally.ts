import * as z from 'zod';
import type { EntityKind } from '../../entities/kinds.ts';
import { recordEnd } from '../../entities/record-end.ts';
import type { EntityRecord } from '../../ports/bulk-loader.ts';
import { sha256 } from '../../validation/schemas.ts';
import { DAY_MS, shifted } from '../../validation/times.ts';
import { Digest } from './digest.ts';
import { lineOf } from './record-line.ts';

/** A store may remove what ends while a copy is under way, so what ends within this time is not compared. */
const COMPARED_AFTER_MS = 2 * DAY_MS;

/** A tally as it is kept: see `Tally`. */
export const tallySchema = z.strictObject({
  counts: z.record(z.string(), z.int().min(0)),
  digest: sha256,
  endingDigest: sha256,
});
/** A tally as it is kept. */
export type KeptTally = z.output<typeof tallySchema>;

/**
 * The number of records of each kind, and their digest. What ends by itself has a digest of its own, so that the digest of the rest is the
 * same at any time.
 */
export class Tally {
  readonly #comparedAfter: string;
  readonly #counts = new Map<string, number>();
  readonly #digest = new Digest();
  readonly #endingDigest = new Digest();

  /** `at` is when the copy began. */
  constructor(at: string, kept?: KeptTally) {
    this.#comparedAfter = shifted(at, COMPARED_AFTER_MS);
    if (kept !== undefined) this.include(kept);
  }

  add(record: EntityRecord): void {
    const end = endOf(record);
    if (end !== undefined && end <= this.#comparedAfter) return;
    this.#count(record.entity, 1);
    (end === undefined ? this.#digest : this.#endingDigest).add(lineOf(record));
  }

  include({ counts, digest, endingDigest }: KeptTally): void {
    for (const [kind, count] of Object.entries(counts)) this.#count(kind, count);
    this.#digest.include(digest);
    this.#endingDigest.include(endingDigest);
  }

  #count(kind: string, count: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  /** How many records of each kind there are, in the order of the names. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  countOf(kind: EntityKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of the records that stay. */
  get digest(): string {
    return this.#digest.text;
  }

  get kept(): KeptTally {
    return { counts: this.counts, digest: this.digest, endingDigest: this.#endingDigest.text };
  }

  equals(other: Tally): boolean {
    return JSON.stringify(this.kept) === JSON.stringify(other.kept);
  }
}

/** When the record ends by itself. */
export function endOf<Kind extends EntityKind>({ entity, value }: EntityRecord<Kind>): string | undefined {
  return recordEnd(entity, value);
}
