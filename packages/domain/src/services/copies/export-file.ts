import { DomainError } from '../../errors/domain-error.ts';
import { ValidationError } from '../../errors/validation-error.ts';
import type { EntityRecord } from '../../ports/bulk-loader.ts';
import { nextTurn } from '../../ports/clock.ts';
import { Digest } from './digest.ts';
import { type End, type Header, LINE, type Line, readLine } from './export-format.ts';
import type { PageOfRecords } from './whole-store.ts';

/** The lines of an export, from the first on. It is called again for each pass. */
export type ReadLines = () => AsyncIterable<string>;

/** What a whole export says about itself. */
export interface CheckedExport {
  readonly header: Header;
  readonly end: End;
}

interface NumberedLine {
  readonly number: number;
  readonly text: string;
  readonly line: Line;
}

/** A line as it was read; `number` counts from 1. */
async function* numbered(lines: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    yield { number, text, line: readNumbered(text, number) };
    if (number % LINES_IN_A_TURN === 0) await nextTurn();
  }
}

const LINES_IN_A_TURN = 500;

function readNumbered(text: string, number: number): Line {
  try {
    return readLine(text);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { field, rule } = error;
    throw atLine(number, field === LINE ? rule : `${field} ${rule}`);
  }
}

function atLine(number: number, rule: string): ValidationError {
  return new ValidationError({ field: `line ${number}`, rule });
}

/**
 * Reads the whole export and writes nothing. VALIDATION_FAILED, naming the line: it breaks a schema, is of another version, has an
 * unknown kind; the file was cut off, or its checksum is another. `read` is called after each record. Undefined once it says `stop`.
 */
export async function checkExport(
  lines: AsyncIterable<string>,
  read: (records: number) => 'stop' | undefined,
): Promise<CheckedExport | undefined> {
  const digest = new Digest();
  let records = 0;
  let header: Header | undefined;
  let end: End | undefined;
  let last = 0;
  for await (const { number, text, line } of numbered(lines)) {
    last = number;
    if (end !== undefined) throw atLine(number, 'comes after the checksum, which must be the last line');
    if ((line.kind === 'header') !== (number === 1))
      throw atLine(number, number === 1 ? 'must be the header of an export' : 'is a second header');
    if (line.kind === 'header') header = line.header;
    if (line.kind === 'end') end = requireSum(line.end, records, digest, number);
    if (line.kind !== 'record') continue;
    digest.add(text);
    records += 1;
    if (read(records) === 'stop') return undefined;
  }
  if (header === undefined) throw atLine(1, 'must be the header of an export: the file is empty');
  if (end === undefined) throw atLine(last, 'is the last one, and no checksum: the file was cut off');
  return { header, end };
}

function requireSum(end: End, records: number, digest: Digest, number: number): End {
  if (end.records !== records) throw atLine(number, `says ${end.records} records, and there are ${records}`);
  if (end.digest !== digest.text) throw atLine(number, 'has another checksum than the records: they were changed');
  return end;
}

/** This many records are loaded at a time. */
const PAGE = 500;

/** The records of an export that was checked, after so many of them. */
export async function* pagesOfExport(
  lines: AsyncIterable<string>,
  after: string | undefined,
): AsyncGenerator<PageOfRecords> {
  const skipped = Number(after ?? '0');
  let passed = 0;
  let records: EntityRecord[] = [];
  for await (const { line } of numbered(lines)) {
    if (line.kind !== 'record') continue;
    passed += 1;
    if (passed <= skipped) continue;
    records.push(line.record);
    if (records.length < PAGE) continue;
    yield { records, next: String(passed) };
    records = [];
  }
  yield { records, next: undefined };
}

/** The lines of a source that the caller gives, with a DomainError for whatever it throws. */
export async function* checkedLines(read: ReadLines, field = 'read'): AsyncGenerator<string> {
  try {
    for await (const line of read()) {
      if (typeof line !== 'string') throw new ValidationError({ field, rule: 'must yield lines of text' });
      yield line;
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw Object.assign(new ValidationError({ field, rule: `failed: ${String(cause)}` }), { cause });
  }
}
