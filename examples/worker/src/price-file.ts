import { readFile } from 'node:fs/promises';
import { BadInputError } from './bad-input-error.ts';
import { readPrice, requireTime, type Tick } from './tick.ts';

const COLUMNS = ['date', 'open', 'high', 'low', 'close'];
const CLOSE_OF_TRADING = 'T16:00:00.000Z';

/**
 * The closes of a CSV file, one tick per day, oldest first. Throws BadInputError, naming the line and the rule. It
 * reads the whole file before any price is applied.
 */
export async function readPriceFile(path: string, name: string, assetId: string): Promise<readonly Tick[]> {
  const [header = '', ...rows] = (await readText(path, name)).replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!isHeader(header)) throw new BadInputError(`${name} line 1: must be the header ${COLUMNS.join()}`);
  const ticks: Tick[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    ticks.push(readDay(row, assetId, ticks.at(-1), `${name} line ${index + 2}`));
  }
  if (ticks.length === 0) throw new BadInputError(`${name}: has a header and no rows`);
  return ticks;
}

function isHeader(line: string): boolean {
  const names = line.split(',').map((name) => name.trim().toLowerCase());
  return COLUMNS.every((column, index) => names[index] === column);
}

function readDay(row: string, assetId: string, previous: Tick | undefined, source: string): Tick {
  const fields = row.split(',').map((field) => field.trim());
  const [date = '', , , , close] = fields;
  if (close === undefined) throw new BadInputError(`${source}: must have ${COLUMNS.length} fields`);
  const at = date + CLOSE_OF_TRADING;
  requireTime(at, 'date must be a day such as 2026-01-31', source);
  if (previous !== undefined && at <= previous.at) {
    throw new BadInputError(`${source}: date must be later than the one above it`);
  }
  return { assetId, at, price: readPrice(close, 'close', source), source };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // "ENOENT: no such file or directory, open '…'": the part after the comma repeats the path.
    const [reason] = cause.message.split(', ');
    throw new BadInputError(`${name} cannot be read: ${reason}`, { cause });
  }
}
