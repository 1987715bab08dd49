import * as z from 'zod';
import { asciiOf } from '../../command/canonical.ts';
import { sha256Of } from '../../command/sha256.ts';
import { nextProjection, type Projection } from '../../entities/projection.ts';
import { ConcurrencyConflictError } from '../../errors/storage-errors.ts';
import { ConfigurationInvalidError } from '../../errors/validation-error.ts';
import type { Host } from '../../ports/host.ts';
import type { AdapterStore } from '../../ports/store.ts';
import { save } from '../../ports/unit-of-work.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { timestamp } from '../../validation/schemas.ts';
import { JOURNAL_KEY } from './journal-key.ts';
import { Tally, tallySchema } from './tally.ts';
import { isEmpty, type PageOfRecords } from './whole-store.ts';

const journalSchema = z.strictObject({
  /** The name of the source. */
  from: z.string(),
  /** When the copy began. */
  at: timestamp,
  finishedAt: timestamp.optional(),
  /** By part of the source: how far it was copied, and what that was. */
  parts: z.record(
    z.string(),
    z.strictObject({ after: z.string().optional(), isDone: z.boolean(), tally: tallySchema }),
  ),
});
type KeptJournal = z.output<typeof journalSchema>;

interface Part {
  after: string | undefined;
  isDone: boolean;
  readonly tally: Tally;
}

/** What a copy works with. */
export type CopyHost = Pick<Host, 'clock' | 'ids'>;

/**
 * How far a copy has come, as a record in its target. So it survives the process, and goes with the data: no store can be taken for a whole
 * one that is not. Each state is saved over the last, so two copies into one store do not go on side by side.
 */
export class Journal {
  readonly #store: AdapterStore;
  readonly #host: CopyHost;
  readonly #from: string;
  readonly #parts: ReadonlyMap<string, Part>;
  #stored: Projection | undefined;
  #saving: Promise<void> = Promise.resolve();
  #isSaved = true;
  /** When the copy began, also if it was resumed since. */
  readonly at: string;

  private constructor(store: AdapterStore, host: CopyHost, kept: KeptJournal, stored: Projection | undefined) {
    this.#store = store;
    this.#host = host;
    this.#from = kept.from;
    this.#stored = stored;
    this.at = kept.at;
    this.#parts = new Map(
      Object.entries(kept.parts).map(([name, { after, isDone, tally }]) => [
        name,
        { after, isDone, tally: new Tally(kept.at, tally) },
      ]),
    );
  }

  /**
   * Begins a copy into an empty store, or goes on with the one that its journal tells of. CONFIGURATION_INVALID, naming `to` or `resume`:
   * the store is not empty, holds a copy that was not finished, or one of another source.
   */
  static async open(store: AdapterStore, host: CopyHost, source: JournalSource, resume: boolean): Promise<Journal> {
    const [stored] = await store.unitOfWork.read([JOURNAL_KEY]);
    const kept = stored && readJournal(stored);
    if (kept !== undefined && kept.finishedAt === undefined) {
      if (!resume) throw refusal('holds a copy that was not finished: resume it, or empty the store');
      if (kept.from !== source.name) throw refusal('holds a copy of another source that was not finished: empty it');
      return new Journal(store, host, kept, stored);
    }
    if (resume && kept !== undefined) {
      const rule = `has nothing to resume: the copy into this store was finished at ${kept.finishedAt}`;
      throw new ConfigurationInvalidError({ field: 'resume', rule });
    }
    if (!(await isEmpty(store))) throw refusal('must be empty: it holds records that no copy has written');
    const at = host.clock.now().toISOString();
    const parts = source.parts.map((name) => [name, { isDone: false, tally: new Tally(at).kept }]);
    const journal = new Journal(store, host, { from: source.name, at, parts: Object.fromEntries(parts) }, stored);
    await journal.#write();
    return journal;
  }

  /** The parts of which something is left. */
  get openParts(): readonly string[] {
    return [...this.#parts].flatMap(([name, { isDone }]) => (isDone ? [] : [name]));
  }

  /** Where to go on in a part. */
  placeIn(part: string): string | undefined {
    return this.#part(part).after;
  }

  /** What was copied so far. */
  get tally(): Tally {
    const sum = new Tally(this.at);
    for (const { tally } of this.#parts.values()) sum.include(tally.kept);
    return sum;
  }

  /** Notes that a page was loaded. Resolves once that is stored: states that come while one is being written share the next write. */
  async loaded(name: string, { records, next }: PageOfRecords): Promise<void> {
    const part = this.#part(name);
    for (const record of records) part.tally.add(record);
    part.after = next;
    part.isDone = next === undefined;
    this.#isSaved = false;
    this.#saving = this.#saving.then(async () => {
      if (!this.#isSaved) await this.#write();
    });
    await this.#saving;
  }

  /** Notes that the copy is whole. */
  async finish(): Promise<void> {
    await this.#write(this.#host.clock.now().toISOString());
  }

  #part(name: string): Part {
    const part = this.#parts.get(name);
    if (part === undefined)
      throw new ConfigurationInvalidError({ field: 'from', rule: `has no part ${name} any more` });
    return part;
  }

  async #write(finishedAt?: string): Promise<void> {
    this.#isSaved = true;
    const parts = [...this.#parts].map(([name, { after, isDone, tally }]) => [
      name,
      { after, isDone, tally: tally.kept },
    ]);
    const journal = { from: this.#from, at: this.at, finishedAt, parts: Object.fromEntries(parts) };
    const now = this.#host.clock.now().toISOString();
    const change = save(
      'projection',
      this.#stored,
      nextProjection(JOURNAL_KEY, this.#stored, JSON.stringify(journal), now),
    );
    try {
      await this.#store.unitOfWork.commit({ token: this.#host.ids.next(), changes: [change] });
    } catch (cause) {
      if (!(cause instanceof ConcurrencyConflictError)) throw cause;
      throw new ConfigurationInvalidError(
        { field: 'to', rule: 'is the target of another copy at this moment' },
        { cause },
      );
    }
    this.#stored = change.value;
  }
}

/** What is copied, as a journal knows it. */
export interface JournalSource {
  readonly name: string;
  readonly parts: readonly string[];
}

/** The name of a source: its hash, so that no journal and no file tells where the data was. */
export function nameOf(identity: string): string {
  return sha256Of(asciiOf(identity));
}

/** CONFIGURATION_INVALID, naming `from`, if a copy into the store was not finished: it is not whole. */
export async function requireWhole({ unitOfWork }: Pick<AdapterStore, 'unitOfWork'>): Promise<void> {
  const [stored] = await unitOfWork.read([JOURNAL_KEY]);
  if (stored === undefined || readJournal(stored).finishedAt !== undefined) return;
  throw new ConfigurationInvalidError({ field: 'from', rule: 'is not whole: a copy into it was not finished' });
}

function readJournal({ value }: Projection): KeptJournal {
  return readStoredJson(journalSchema, value, 'journal of a copy');
}

function refusal(rule: string): ConfigurationInvalidError {
  return new ConfigurationInvalidError({ field: 'to', rule });
}
