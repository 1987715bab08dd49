import { type Decimal, ZERO } from '../money/decimal.ts';
import { type AssetBalance, basisLeft, basisOf } from './asset-balance.ts';
import { type AssetTransaction, signedQuantity, worthInDollars } from './asset-transaction.ts';

/** A holding, as far as what it has cost is concerned. */
export type Costing = Pick<AssetBalance, 'quantity' | 'costBasis'>;

/** What of a row tells what becomes of the cost basis of its holding. */
export type CostedRow = Pick<
  AssetTransaction,
  'type' | 'quantity' | 'currency' | 'rate' | 'totalAmount' | 'status' | 'costBasis' | 'ratio'
>;

/** The basis that the row leaves, by average cost. Undefined: nobody knows. */
export function basisAfter(before: Costing, row: CostedRow): Decimal | undefined {
  if (row.ratio !== undefined) return before.costBasis;
  const change = signedQuantity(row);
  if (change.gt(ZERO)) {
    const [known, came] = [basisOf(before), basisOfArrival(row)];
    return known && came && known.plus(came);
  }
  // More than there was: the ledger is broken.
  return change.abs().gt(before.quantity) ? undefined : basisLeft(before, change.abs());
}

/** What a row has brought. One of an older release does not say it: what was bought has cost its total, all else nothing. */
function basisOfArrival(row: CostedRow): Decimal | undefined {
  return row.costBasis ?? (row.type === 'BUY' ? worthInDollars(row) : ZERO);
}

/**
 * What the rows of a holding make of its cost basis, the oldest of them first: how an adapter reads a holding of a release that did
 * not keep it. Undefined: nobody knows.
 */
export function costBasisOf(rows: Iterable<CostedRow>): Decimal | undefined {
  let holding: Costing = { quantity: ZERO, costBasis: ZERO };
  for (const row of rows)
    if (row.status === 'COMPLETED')
      holding = { quantity: holding.quantity.plus(signedQuantity(row)), costBasis: basisAfter(holding, row) };
  return basisOf(holding);
}
