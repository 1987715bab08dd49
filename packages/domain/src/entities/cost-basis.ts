import { type Decimal, ZERO } from '../money/decimal.ts';
import { type AssetBalance, basisLeft, basisOf } from './asset-balance.ts';
import { type AssetTransaction, signedQuantity, worthInDollars } from './asset-transaction.ts';

/** The fields of a holding that decide its cost. */
export type Costing = Pick<AssetBalance, 'quantity' | 'costBasis'>;

/** The fields of a row that decide the cost basis of its holding. */
export type CostedRow = Pick<
  AssetTransaction,
  'type' | 'quantity' | 'currency' | 'rate' | 'totalAmount' | 'status' | 'costBasis' | 'ratio'
>;

/** The basis after the row, by average cost. Undefined if it is unknown. */
export function basisAfter(before: Costing, row: CostedRow): Decimal | undefined {
  if (row.ratio !== undefined) return before.costBasis;
  const change = signedQuantity(row);
  if (change.gt(ZERO)) {
    const [known, came] = [basisOf(before), basisOfArrival(row)];
    return known && came && known.plus(came);
  }
  // The row takes more than there was, so the ledger is broken.
  return change.abs().gt(before.quantity) ? undefined : basisLeft(before, change.abs());
}

/** The basis that a row adds. A row of an older release has none: a purchase cost its total, and a transfer nothing. */
function basisOfArrival(row: CostedRow): Decimal | undefined {
  switch (row.type) {
    case 'BUY':
      return row.costBasis ?? worthInDollars(row);
    case 'TRANSFER_IN':
      return row.costBasis ?? ZERO;
    case 'SELL':
    case 'TRANSFER_OUT':
    case 'ADJUSTMENT':
      return ZERO;
  }
}

/**
 * The cost basis of a holding by its rows, which come oldest first. Undefined if it is unknown. An adapter uses it for a holding of a
 * release that did not store the basis.
 */
export function costBasisOf(rows: Iterable<CostedRow>): Decimal | undefined {
  let holding: Costing = { quantity: ZERO, costBasis: ZERO };
  for (const row of rows)
    if (row.status === 'COMPLETED')
      holding = { quantity: holding.quantity.plus(signedQuantity(row)), costBasis: basisAfter(holding, row) };
  return basisOf(holding);
}
