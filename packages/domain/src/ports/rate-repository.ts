import { pairOf, type Rate } from '../entities/rate.ts';
import type { Currency } from '../money/currency.ts';
import type { Page, PageRequest } from './page.ts';
import type { EntityReader } from './unit-of-work.ts';

/** The stored exchange rates. Every method may reject with STORAGE_FAILED. */
export interface RateRepository {
  /** The newest committed rate of two currencies, whichever way round, or undefined. */
  get(one: Currency, other: Currency): Promise<Rate | undefined>;
  /** All rates. The pair that was added last comes first. VALIDATION_FAILED (limit), INVALID_CURSOR. */
  list(page?: PageRequest): Promise<Page<Rate>>;
}

/** The reads that every adapter's repository shares. */
export function rateReads(reader: EntityReader): Omit<RateRepository, 'list'> {
  return {
    async get(one, other) {
      const [rate] = await reader.read([{ entity: 'rate', pair: pairOf(one, other) }]);
      return rate;
    },
  };
}
