import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ValidationError } from '@orderfolio/domain';
import type { ExportReport, ReadLines, WriteLines } from '@orderfolio/domain/adapter';
import { linesOf } from './lines.ts';
import { UsageError } from './usage-error.ts';

/** Only its owner may read an export: it has what the store has. */
const OWNER_ONLY = 0o600;

function isCompressed(filename: string): boolean {
  return filename.endsWith('.gz');
}

/** The lines of a file, which is compressed if its name ends with `.gz`. VALIDATION_FAILED, naming the file, if it cannot be read. */
export function linesIn(filename: string, isGzip = isCompressed(filename)): ReadLines {
  return async function* read() {
    const file = createReadStream(filename);
    const text: Readable = isGzip ? file.pipe(createGunzip()) : file;
    // `pipe` does not pass errors on.
    if (text !== file) file.on('error', (error) => text.destroy(error));
    try {
      yield* linesOf(text, NEVER);
    } catch (cause) {
      if (!(cause instanceof Error) || cause instanceof UsageError) throw cause;
      const rule = isGzip && 'errno' in cause ? `is no gzip file, or was cut off: ${cause.message}` : cause.message;
      throw Object.assign(new ValidationError({ field: filename, rule }), { cause });
    } finally {
      file.destroy();
    }
  };
}

const NEVER = new AbortController().signal;

/** The lines of a file as far as they can be read: a process may have died while it wrote them. */
function linesAsFarAsWritten(filename: string, isGzip: boolean): ReadLines {
  return async function* read() {
    try {
      yield* linesIn(filename, isGzip)();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
    }
  };
}

/** The files of an export: it has its name once it is whole. */
export class ExportFile {
  readonly #filename: string;
  readonly #partial: string;
  readonly #earlier: string;

  /** Throws UsageError if the file is there already, or if one that was not finished is in the way. */
  constructor(filename: string, resume: boolean) {
    this.#filename = filename;
    this.#partial = `${filename}.partial`;
    this.#earlier = `${filename}.earlier`;
    if (existsSync(filename)) throw new UsageError(`${filename}: is there already: name another file`);
    const unfinished = [this.#partial, this.#earlier].find(existsSync);
    if (unfinished !== undefined && !resume)
      throw new UsageError(`${unfinished}: is of an export that was not finished: add --resume, or remove it`);
  }

  /** The lines of the export that was not finished. Undefined if there is none. */
  takeEarlier(): ReadLines | undefined {
    // Of two, the export that got further: the other one was on its way to it.
    if (existsSync(this.#partial) && sizeOf(this.#partial) > sizeOf(this.#earlier))
      renameSync(this.#partial, this.#earlier);
    return existsSync(this.#earlier) ? linesAsFarAsWritten(this.#earlier, isCompressed(this.#filename)) : undefined;
  }

  /** Writes the lines that the work gives. The file has its name once the work says that it is whole. */
  async write(work: (write: WriteLines) => Promise<ExportReport>): Promise<ExportReport> {
    const file = createWriteStream(this.#partial, { mode: OWNER_ONLY, flush: true });
    const input: Writable = isCompressed(this.#filename) ? createGzip() : file;
    if (input !== file) input.pipe(file);
    const closed = finished(file);
    // It is awaited below, or where a line is written.
    closed.catch(() => undefined);
    const write: WriteLines = async (lines) => {
      if (!input.write(lines.map((line) => `${line}\n`).join(''))) await Promise.race([once(input, 'drain'), closed]);
    };
    const report = await work(write).finally(() => {
      input.end();
      return closed;
    });
    if (report.ended === 'finished') {
      renameSync(this.#partial, this.#filename);
      rmSync(this.#earlier, { force: true });
    }
    return report;
  }
}

function sizeOf(filename: string): number {
  return existsSync(filename) ? statSync(filename).size : 0;
}
