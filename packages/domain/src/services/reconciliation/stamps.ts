import type { Findings, RecordName } from './difference.ts';

interface Stored {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A record is changed after it was made. A record at version 1 has not been changed. */
export function expectStamps(findings: Findings, name: RecordName, { version, createdAt, updatedAt }: Stored): void {
  if (updatedAt < createdAt || version === 1) findings.expect('STAMPS', name, 'updatedAt', createdAt, updatedAt);
}

/** A balance or a holding, as far as its time is concerned. */
interface Owner extends Stored {
  readonly lastId?: string | undefined;
}

/** The stamps of what is written to a balance or a holding. Within an account they do not run backwards. */
export class StampOrder {
  readonly #findings: Findings;
  readonly #owner: Owner | undefined;
  /** The stamp of the row with the next greater id. */
  #later: string | undefined;
  #latest = '';
  #lastId: string | undefined;
  #isLastIdKnown = false;

  /** `owner` is undefined where it is not there. */
  constructor(findings: Findings, owner: Owner | undefined) {
    this.#findings = findings;
    this.#owner = owner;
  }

  /** An id that its last one may be. */
  knows(id: string): void {
    if (id === this.#owner?.lastId) this.#isLastIdKnown = true;
  }

  /** Rows of this release, whatever they have changed. No row is older than its parent. */
  after(row: RecordName, { createdAt }: Pick<Stored, 'createdAt'>): void {
    const begin = this.#owner?.createdAt;
    if (begin !== undefined && createdAt < begin) this.#findings.note('STAMPS', row, 'createdAt', begin, createdAt);
  }

  /** Rows that left their mark in what they changed when they were made, the greatest id first. */
  made(row: RecordName, { createdAt, updatedAt }: Pick<Stored, 'createdAt' | 'updatedAt'>): void {
    if (this.#later !== undefined && createdAt > this.#later)
      this.#findings.note('STAMPS', row, 'createdAt', this.#later, createdAt);
    this.#later = createdAt;
    this.touched(row, updatedAt);
  }

  /** A row that has changed what it belongs to, whenever it was made. */
  touched({ id }: RecordName, at: string): void {
    if (at > this.#latest) this.#latest = at;
    if (this.#lastId === undefined || id > this.#lastId) this.#lastId = id;
  }

  /** All rows have come. The balance or holding was not changed before the last of them, and knows the greatest of their ids. */
  end(name: RecordName): void {
    if (this.#owner === undefined) return;
    const { updatedAt, lastId } = this.#owner;
    expectStamps(this.#findings, name, this.#owner);
    if (updatedAt < this.#latest) this.#findings.note('STAMPS', name, 'updatedAt', this.#latest, updatedAt);
    const isKnown = lastId === undefined ? this.#lastId === undefined : this.#isLastIdKnown;
    if (!isKnown || (lastId ?? '') < (this.#lastId ?? ''))
      this.#findings.note('STAMPS', name, 'lastId', this.#lastId, lastId);
  }
}
