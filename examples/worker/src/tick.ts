import { type Decimal, ValidationError } from '@orderfolio/domain';
import { parse, priceSchema } from '@orderfolio/domain/schemas';
import { BadInputError } from './bad-input-error.ts';

/** A price of an asset, its time, and where it was read. */
export interface Tick {
  readonly assetId: string;
  readonly price: Decimal;
  /** ISO-8601 UTC with milliseconds. */
  readonly at: string;
  /** For a message: `line 3`. */
  readonly source: string;
}

/** Reads a line such as `BTC,2026-01-31T12:00:00.000Z,47900.00`. Throws BadInputError, with the line and the rule. */
export function readTick(line: string, source: string): Tick {
  const fields = line.split(',').map((field) => field.trim());
  const [assetId = '', at = '', price = ''] = fields;
  if (fields.length !== 3) throw new BadInputError(`${source}: must have 3 fields: asset, time, price`);
  if (assetId === '') throw new BadInputError(`${source}: asset is required`);
  requireTime(at, 'time must be in UTC, such as 2026-01-31T12:00:00.000Z', source);
  return { assetId, at, price: readPrice(price, 'price', source), source };
}

/** A real time, in the one notation that sorts. It is from 1970 on, since ids carry it in milliseconds. */
export function requireTime(at: string, rule: string, source: string): void {
  const time = Date.parse(at);
  // V8 reads 2026-02-30 as a day in March, so only a real time comes back unchanged.
  if (Number.isNaN(time) || new Date(time).toISOString() !== at) throw new BadInputError(`${source}: ${rule}`);
  if (time < 0) throw new BadInputError(`${source}: must not be before 1970`);
}

export function readPrice(text: string, field: string, source: string): Decimal {
  try {
    return parse(priceSchema, text, field);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new BadInputError(`${source}: ${error.message}`, { cause: error });
  }
}
