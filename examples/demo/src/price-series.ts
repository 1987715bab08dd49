import { type Decimal, ValidationError } from '@orderfolio/domain';
import { parse, priceSchema } from '@orderfolio/domain/schemas';
import { BadInputError } from './bad-input-error.ts';

/** The close of one day. */
interface DailyClose {
  /** `2026-01-31`. */
  readonly date: string;
  /** In US dollars. */
  readonly close: Decimal;
}

/** The daily closes of one asset, oldest first. */
export interface PriceSeries {
  readonly assetId: string;
  readonly days: readonly DailyClose[];
}

const COLUMNS = ['date', 'open', 'high', 'low', 'close'];

/**
 * Reads CSV text with the columns date,open,high,low,close. It ignores further columns. Throws BadInputError, naming
 * the line and the rule: to skip a row in silence would make a wrong price.
 */
export function parsePriceSeries(csv: string, assetId: string, file: string): PriceSeries {
  const [header = '', ...rows] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!isHeader(header)) throw new BadInputError(`${file} line 1: must be the header ${COLUMNS.join()}`);
  const days: DailyClose[] = [];
  for (const [index, row] of rows.entries()) {
    // Text files end with a line break; a blank line anywhere else is as harmless.
    if (row.trim() === '') continue;
    days.push(readRow(row, days.at(-1), `${file} line ${index + 2}`));
  }
  if (days.length === 0) throw new BadInputError(`${file}: has a header and no rows`);
  return { assetId, days };
}

function isHeader(line: string): boolean {
  const names = line.split(',').map((name) => name.trim().toLowerCase());
  return COLUMNS.every((column, index) => names[index] === column);
}

function readRow(row: string, previous: DailyClose | undefined, where: string): DailyClose {
  const [date = '', ...prices] = row.split(',').map((field) => field.trim());
  if (prices.length < COLUMNS.length - 1) throw new BadInputError(`${where}: must have ${COLUMNS.length} fields`);
  requireDate(date, where);
  if (previous !== undefined && date <= previous.date) {
    throw new BadInputError(`${where}: date must be later than ${previous.date}`);
  }
  const [, high, low, close] = ['open', 'high', 'low', 'close'].map((column, index) =>
    readPrice(prices[index] ?? '', column, where),
  );
  if (close === undefined || high === undefined || low === undefined || close.gt(high) || close.lt(low)) {
    throw new BadInputError(`${where}: close must lie between low and high`);
  }
  return { date, close };
}

function requireDate(date: string, where: string): void {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  // V8 reads 2026-02-30 as a day in March, so only a real date comes back unchanged.
  const isCalendarDate = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  if (!isCalendarDate) throw new BadInputError(`${where}: date must be a day such as 2026-01-31`);
  // Ids carry the time in milliseconds since 1970, which is never negative.
  if (time < 0) throw new BadInputError(`${where}: date must not be before 1970`);
  // Orders look a week ahead, and a year has four digits.
  if (date >= '9999') throw new BadInputError(`${where}: date must be before 9999`);
}

/** Far above any real price, and short enough for a table of 80 columns. */
const TOO_HIGH = '1000000000';

function readPrice(text: string, column: string, where: string): Decimal {
  const price = readPlainPrice(text, column, where);
  if (price.gte(TOO_HIGH)) throw new BadInputError(`${where}: ${column} must be less than ${TOO_HIGH}`);
  return price;
}

function readPlainPrice(text: string, column: string, where: string): Decimal {
  try {
    return parse(priceSchema, text, column);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new BadInputError(`${where}: ${error.message}`, { cause: error });
  }
}
