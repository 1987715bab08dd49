import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Decimal } from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';
import { type PriceSeries, parsePriceSeries } from './price-series.ts';

/** One day of the story: the close of every asset. */
export interface MarketDay {
  readonly date: string;
  readonly closes: ReadonlyMap<string, Decimal>;
}

/** Invented prices, so that the demo needs no network and tells the same story every time. */
const OWN_SERIES = ['BTC', 'ETH', 'SOL'] as const;

/** The series of the example, or the requested file as BTC. */
export async function readSeries(file: string | undefined, folder: string): Promise<readonly PriceSeries[]> {
  if (file !== undefined) return [parsePriceSeries(await readText(resolve(folder, file), file), 'BTC', file)];
  return Promise.all(
    OWN_SERIES.map(async (assetId) => {
      const name = `${assetId}.csv`;
      return parsePriceSeries(await readText(new URL(`../prices/${name}`, import.meta.url), name), assetId, name);
    }),
  );
}

async function readText(path: string | URL, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // "ENOENT: no such file or directory, open '…'": the part after the comma repeats the path.
    const [reason] = cause.message.split(', ');
    throw new BadInputError(`${name} cannot be read: ${reason}`, { cause });
  }
}

/** Lays the series side by side, day by day. An asset without a price on some day keeps its last one. */
export function marketDays(series: readonly PriceSeries[]): readonly MarketDay[] {
  const closesOf = new Map<string, Map<string, Decimal>>();
  for (const { assetId, days } of series) {
    for (const { date, close } of days) {
      const closes = closesOf.get(date) ?? new Map<string, Decimal>();
      closesOf.set(date, closes.set(assetId, close));
    }
  }
  let known: ReadonlyMap<string, Decimal> = new Map();
  return [...closesOf]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, closes]) => {
      known = new Map([...known, ...closes]);
      return { date, closes: known };
    });
}
