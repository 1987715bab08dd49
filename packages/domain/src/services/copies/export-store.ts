import { DomainError } from '../../errors/domain-error.ts';
import { ConfigurationInvalidError, ValidationError } from '../../errors/validation-error.ts';
import { hostOf } from '../../ports/host.ts';
import { type AdapterStore, adapterStoreOf, type Store } from '../../ports/store.ts';
import { aFunction, type OptionRules, requireOptions } from '../../validation/options.ts';
import { requireFunction } from '../../validation/parse.ts';
import { Digest } from './digest.ts';
import { checkedLines, type ReadLines } from './export-file.ts';
import { endLine, type Header, headerLine, type Line, type Place, placeLine, readLine } from './export-format.ts';
import { nameOf, requireWhole } from './journal.ts';
import { COMMON_RULES, type CommonOptions, PhaseProgress } from './options.ts';
import { lineOf } from './record-line.ts';
import { type PageOfRecords, pagesIn } from './whole-store.ts';

/** What an export takes. */
export interface ExportOptions extends CommonOptions {
  /**
   * Goes on with an export of the same store that was not finished: its lines, from the first on. They are written again, except those
   * after the last page that is whole.
   */
  readonly earlier?: ReadLines | undefined;
}

const RULES: OptionRules<ExportOptions> = { ...COMMON_RULES, earlier: aFunction };

/** How an export ended. One that was stopped has no checksum, and cannot be imported: go on with it as `earlier`. */
export interface ExportReport {
  readonly ended: 'finished' | 'stopped';
  readonly records: number;
  /** The checksum in the last line: the sum of the SHA-256 of the lines with records, modulo 2^256, whatever their order. */
  readonly digest: string;
}

/** Takes some lines, without line breaks. No more come before it has resolved. */
export type WriteLines = (lines: readonly string[]) => Promise<void> | void;

/**
 * Writes every record of a store as lines of JSON, in ASCII: a header with the version of the format, a line for each record, the
 * checksum. **Nobody may write to the store meanwhile.** It leaves behind what `copyStore` leaves behind. Passwords are in it as the
 * hashes that the store has: keep it as you keep the store.
 *
 * CONFIGURATION_INVALID (an option, a store that is not whole, an earlier export of another store), VALIDATION_FAILED (`write` or `earlier`
 * failed), STORAGE_FAILED (also for a record that cannot be read, which is named), STORE_CLOSED.
 */
export async function exportStore(store: Store, write: WriteLines, options: ExportOptions = {}): Promise<ExportReport> {
  requireOptions(options, RULES, [], 'options');
  requireFunction(write, 'write');
  const source = adapterStoreOf(store);
  await requireWhole(source);
  return new Export(source, write, options).run();
}

class Export {
  readonly #store: AdapterStore;
  readonly #writeLines: WriteLines;
  readonly #options: ExportOptions;
  readonly #digest = new Digest();
  readonly #places = new Map<string, Place>();
  #records = 0;

  constructor(store: AdapterStore, write: WriteLines, options: ExportOptions) {
    this.#store = store;
    this.#writeLines = write;
    this.#options = options;
  }

  async run(): Promise<ExportReport> {
    const from = nameOf(await this.#store.bulk.identity());
    const header = (await this.#takeOver(from)) ?? (await this.#begin(from));
    const isWhole = await this.#writeRest(header);
    const [records, digest] = [this.#records, this.#digest.text];
    if (isWhole) await this.#write([endLine({ records, digest })]);
    return { ended: isWhole ? 'finished' : 'stopped', records, digest };
  }

  async #begin(from: string): Promise<Header> {
    const { clock, ids } = hostOf(this.#options);
    const header = { id: ids.next(), at: clock.now().toISOString(), from };
    await this.#write([headerLine(header)]);
    return header;
  }

  /** Writes the whole pages of an earlier export. Its header; undefined if there is nothing to go on with. */
  async #takeOver(from: string): Promise<Header | undefined> {
    const { earlier } = this.#options;
    if (earlier === undefined) return undefined;
    const progress = new PhaseProgress(this.#options, 'reading');
    let header: Header | undefined;
    let records: string[] = [];
    for await (const text of checkedLines(earlier, 'earlier')) {
      const line = readUnlessBroken(text);
      if (line === undefined || line.kind === 'end') break;
      if (line.kind === 'header') {
        header = line.header;
        if (header.from !== from) throw ofAnotherStore();
        await this.#write([text]);
      } else if (line.kind === 'record') records.push(text);
      else {
        await this.#writePage(records, line.place);
        progress.add(records.length);
        records = [];
      }
    }
    return header;
  }

  /** False if the signal ended it. */
  async #writeRest({ at }: Header): Promise<boolean> {
    const progress = new PhaseProgress(this.#options, 'copying', await this.#store.bulk.estimate(), this.#records);
    const open = this.#store.bulk.parts.flatMap((part) => {
      const place = this.#places.get(part);
      return place !== undefined && place.after === undefined ? [] : [{ part, after: place?.after }];
    });
    const pages = open.map(({ part, after }) => ({ part, pages: pagesIn(this.#store, part, after, at) }));
    for await (const { part, page } of asTheyCome(pages)) {
      await this.#writePage(page.records.map(lineOf), { part, after: page.next });
      progress.add(page.records.length);
      if (this.#options.signal?.aborted) return false;
    }
    return true;
  }

  async #writePage(records: readonly string[], place: Place): Promise<void> {
    for (const record of records) this.#digest.add(record);
    this.#records += records.length;
    this.#places.set(place.part, place);
    await this.#write([...records, placeLine(place)]);
  }

  async #write(lines: readonly string[]): Promise<void> {
    try {
      await this.#writeLines(lines);
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw Object.assign(new ValidationError({ field: 'write', rule: `failed: ${String(cause)}` }), { cause });
    }
  }
}

/** Undefined for a line that was cut off. */
function readUnlessBroken(text: string): Line | undefined {
  try {
    return readLine(text);
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}

function ofAnotherStore(): ConfigurationInvalidError {
  return new ConfigurationInvalidError({ field: 'earlier', rule: 'is an export of another store' });
}

/** Pages of one part. */
interface PagesOfPart {
  readonly part: string;
  readonly pages: AsyncIterator<PageOfRecords>;
}

/** The pages of all parts as they come: the next page of each is read while others are written. */
async function* asTheyCome(
  parts: readonly PagesOfPart[],
): AsyncGenerator<{ readonly part: string; readonly page: PageOfRecords }> {
  const next = async (of: PagesOfPart) => ({ of, step: await of.pages.next() });
  const underWay = new Map(parts.map((of) => [of.part, next(of)]));
  try {
    while (underWay.size > 0) {
      const { of, step } = await Promise.race(underWay.values());
      underWay.delete(of.part);
      if (step.done) continue;
      underWay.set(of.part, next(of));
      yield { part: of.part, page: step.value };
    }
  } finally {
    await Promise.allSettled(underWay.values());
  }
}
