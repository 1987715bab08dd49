import type { AssetTransaction, Decimal } from '@orderfolio/domain';
import { movedBy } from '../chains.ts';
import { exact } from './amounts.ts';
import type { StoredAccount } from './stored.ts';

/** A cent, in the 10⁻³⁸ that `exact` counts in. */
const CENT = 10n ** 36n;

/** The false statements about the cost of the holdings. The cost is computed again from the trades, in whole cents, by average cost. */
export function* brokenCosts({ holdings, assetRows }: StoredAccount): Generator<string> {
  for (const { username, assetId, costBasis } of holdings) {
    const whose = `the ${assetId} of ${username}`;
    let owned = 0n;
    let cost = 0n;
    const rows = assetRows.filter((row) => row.assetId === assetId);
    for (const row of rows.toSorted((one, other) => (one.holdingSequence ?? 0) - (other.holdingSequence ?? 0))) {
      const moved = exact(`${movedBy(row)}`);
      const change = moved > 0n ? arrived(row) : -shareOf(cost, -moved, owned);
      owned += moved;
      cost += change;
      const profit = row.type === 'SELL' ? inDollars(row) + change : undefined;
      const says = [row.costBasis, row.costBasisAfter, row.realisedProfit].map(units).join(' ');
      const expected = [change < 0n ? -change : change, cost, profit].join(' ');
      if (says !== expected) yield `row ${row.transactionId} of ${whose} says of its cost ${says}, and not ${expected}`;
    }
    if (units(costBasis) !== cost) yield `${whose} has cost ${costBasis}, and not what its rows come to`;
  }
}

/** No transfer of the models says what it has cost. */
function arrived(row: AssetTransaction): bigint {
  return row.type === 'BUY' ? inDollars(row) : 0n;
}

/** To the nearest cent, a half up. */
function inDollars({ totalAmount, currency, rate }: AssetTransaction): bigint {
  const total = exact(`${totalAmount}`);
  if (currency === 'USD') return total;
  const product = total * exact(`${rate}`);
  const unit = CENT * 10n ** 38n;
  return ((2n * product + unit) / (2n * unit)) * CENT;
}

/** To the nearest cent, a half up. */
function shareOf(cost: bigint, part: bigint, whole: bigint): bigint {
  if (part === whole) return cost;
  return ((2n * (cost / CENT) * part + whole) / (2n * whole)) * CENT;
}

function units(amount: Decimal | undefined): bigint | undefined {
  return amount === undefined ? undefined : exact(`${amount}`);
}
