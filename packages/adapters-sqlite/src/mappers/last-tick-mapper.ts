import type { Currency } from '@orderfolio/domain';
import { appliedPricesSchema, type LastTick, readStoredJson } from '@orderfolio/domain/adapter';
import { amountOf, amountText, type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface LastTickRow extends StoredRow {
  readonly asset_id: string;
  readonly currency: Currency;
  readonly price: string;
  readonly at: string;
  readonly sequence: number | null;
  /** A JSON list of amounts. */
  readonly applied_prices: string | null;
  readonly is_settled: number;
}

export const lastTickMapper: Mapper<LastTick, LastTickRow> = {
  entity: 'lastTick',
  table: 'last_ticks',
  columns: {
    asset_id: (tick) => tick.assetId,
    currency: (tick) => tick.currency,
    price: (tick) => amountText(tick.price),
    at: (tick) => tick.at,
    sequence: (tick) => tick.sequence ?? null,
    applied_prices: ({ appliedPrices }) => (appliedPrices === undefined ? null : JSON.stringify(appliedPrices)),
    is_settled: (tick) => Number(tick.isFinished),
    ...storedColumns,
  },
  fromRow: (row) => ({
    assetId: row.asset_id,
    currency: row.currency,
    price: amountOf(row.price, 'last_ticks.price'),
    at: row.at,
    sequence: row.sequence ?? undefined,
    appliedPrices:
      row.applied_prices === null ? undefined : readStoredJson(appliedPricesSchema, row.applied_prices, 'lastTick'),
    isFinished: row.is_settled === 1,
    ...storedFields(row),
  }),
};
