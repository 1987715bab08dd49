import { readFile } from 'node:fs/promises';
import type { DailyPrice } from '@orderfolio/conformance';

const SERIES = new URL('./btc-usd-daily-2014-2019.csv', import.meta.url);

/** The daily prices of bitcoin in US dollars from 17 September 2014 on: 1,932 days, or the first `days` of them. */
export async function dailyPrices(days?: number): Promise<readonly DailyPrice[]> {
  const [, ...lines] = (await readFile(SERIES, 'utf8')).trimEnd().split('\n');
  return lines.slice(0, days).map((line) => {
    const [day, open, high, low, close] = line.split(',');
    if (day === undefined || open === undefined || high === undefined || low === undefined || close === undefined)
      throw new Error(`${line} is not a day of the series`);
    return { day, open, high, low, close };
  });
}
