import { describeDifference } from '@orderfolio/domain';
import { type Entities, type EntityKey, keyWords, type RecordKind } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import type { Place } from '../place.ts';
import type { PutBack, RawRecords } from '../raw-records.ts';
import { keyOfRecord, sortOf } from './records.ts';
import { liveThrough } from './story.ts';

/** An account that is tampered with, one change at a time. It collects the changes that reconciling does not find. */
export class Account {
  readonly #place: Place;
  readonly #username: string;
  readonly #unfound: string[] = [];

  private constructor(place: Place, username: string) {
    this.#place = place;
    this.#username = username;
  }

  /** An account with a record of every kind, which reconciles. */
  static async open(place: Place): Promise<Account> {
    const account = new Account(place, await liveThrough(place));
    await account.#expectSound();
    return account;
  }

  /** Its records, past the store. */
  get raw(): RawRecords {
    return this.#place.raw;
  }

  /** A record of each sort among those of this kind. */
  async recordsOf<Kind extends RecordKind>(kind: Kind) {
    const sorts = new Set<string>();
    const records = await everyItem((page) => this.#place.store.records.list(kind, this.#username, page));
    const found: { readonly key: EntityKey<RecordKind>; readonly entity: Entities[Kind] }[] = [];
    for (const record of records) {
      if (!('entity' in record)) throw new Error(record.unreadable);
      const sort = sortOf(record.entity);
      if (!sorts.has(sort)) found.push({ key: keyOfRecord(kind, this.#username, record.id), entity: record.entity });
      sorts.add(sort);
    }
    return found;
  }

  /** Tampers with a record, checks whether reconciling finds it, and puts the record back. */
  async tamper(key: EntityKey<RecordKind>, how: string, tampering: () => Promise<PutBack>): Promise<void> {
    const putBack = await tampering();
    const { reconciled } = await this.#place.app.portfolio.reconcile(this.#username);
    if (reconciled) this.#unfound.push(`${key.entity} ${keyWords(key).join(' ')}: ${how}`);
    await putBack();
  }

  /** Expects that all changes since the last call were found, and that nothing of them is left. */
  async expectAllFound(): Promise<void> {
    expect(this.#unfound.splice(0), 'what was not found').toEqual([]);
    await this.#expectSound();
  }

  async #expectSound(): Promise<void> {
    const { differences } = await this.#place.app.portfolio.reconcile(this.#username);
    expect(differences.map(describeDifference)).toEqual([]);
  }
}
