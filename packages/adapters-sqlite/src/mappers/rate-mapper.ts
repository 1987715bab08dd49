import type { Currency, Rate } from '@orderfolio/domain';
import { amountOf, amountText, type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface RateRow extends StoredRow {
  readonly pair: string;
  readonly base: Currency;
  readonly quote: Currency;
  readonly rate: string;
  readonly at: string;
}

export const rateMapper: Mapper<Rate, RateRow> = {
  entity: 'rate',
  table: 'rates',
  columns: {
    pair: (rate) => rate.pair,
    base: (rate) => rate.base,
    quote: (rate) => rate.quote,
    rate: (rate) => amountText(rate.rate),
    at: (rate) => rate.at,
    ...storedColumns,
  },
  fromRow: (row) => ({
    pair: row.pair,
    base: row.base,
    quote: row.quote,
    rate: amountOf(row.rate, 'rates.rate'),
    at: row.at,
    ...storedFields(row),
  }),
};
