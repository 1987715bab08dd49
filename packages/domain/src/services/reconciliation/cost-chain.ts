import { type AssetBalance, basisOf } from '../../entities/asset-balance.ts';
import {
  type AssetTransaction,
  realisedProfitOf,
  signedQuantity,
  worthInDollars,
} from '../../entities/asset-transaction.ts';
import { basisAfter, type Costing, costBasisOf } from '../../entities/cost-basis.ts';
import { basisMoved } from '../../money/cost-basis.ts';
import { type Decimal, ROUND_HALF_UP, ZERO } from '../../money/decimal.ts';
import { PRICE_SCALE } from '../../money/price.ts';
import type { Findings, RecordName } from './difference.ts';

/**
 * The cost basis in the rows of one asset: each follows from the row before it. A row has none if the basis is unknown, or if an older
 * release wrote the row. All rows without one are kept in memory, and the basis that they result in is computed at the end.
 */
export class CostChain {
  readonly #findings: Findings;
  readonly #silent: AssetTransaction[] = [];
  /** Rows with a basis that follow a row without one, or no row. */
  readonly #first: AssetTransaction[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Takes a completed row, in any order. */
  add(row: AssetTransaction): void {
    if (saysBasis(row)) return;
    this.#silent.push(row);
    const name = nameOf(row);
    this.#findings.expect('CHAIN', name, 'costBasis', undefined, row.costBasis);
    this.#findings.expect('FILLS', name, 'realisedProfit', undefined, row.realisedProfit);
  }

  /** Takes two rows, one right after the other. `before` is undefined for the first numbered row. */
  follow(before: AssetTransaction | undefined, next: AssetTransaction): void {
    const { quantityAfter: quantity, costBasisAfter: costBasis } = before ?? {};
    if (quantity !== undefined && costBasis !== undefined) this.#expect({ quantity, costBasis }, next);
    else if (saysBasis(next)) this.#first.push(next);
  }

  /** Compares the holding once all rows have come. `newest` is the last numbered row. */
  end(name: RecordName, stored: AssetBalance, newest: AssetTransaction | undefined): void {
    const [opening, ...others] = this.#first.sort((one, other) => numberOf(one) - numberOf(other));
    const known = costBasisOf(this.#silentBefore(opening));
    if (opening !== undefined) this.#expect(stateBefore(opening, known), opening);
    for (const row of others) this.#expect(stateBefore(row, undefined), row);
    const expected = newest?.costBasisAfter ?? (opening === undefined ? known : undefined);
    this.#findings.expect('CHAIN', name, 'costBasis', expected, stored.costBasis);
  }

  #silentBefore(opening: AssetTransaction | undefined): readonly AssetTransaction[] {
    const end = opening === undefined ? Number.POSITIVE_INFINITY : numberOf(opening);
    // The rows came newest first.
    return this.#silent
      .toReversed()
      .filter((row) => numberOf(row) < end)
      .sort((one, other) => numberOf(one) - numberOf(other));
  }

  #expect(before: Costing, row: AssetTransaction): void {
    const name = nameOf(row);
    const after = basisAfter(before, row);
    this.#findings.expect('CHAIN', name, 'costBasisAfter', after, row.costBasisAfter);
    const moved = basisMoved(basisOf(before), after);
    this.#findings.expect('CHAIN', name, 'costBasis', moved, row.costBasis);
    if (row.type === 'BUY' && moved !== undefined)
      this.#findings.expect('FILLS', name, 'costBasis', worthInDollars(row), row.costBasis);
    this.#findings.expect('FILLS', name, 'realisedProfit', realisedProfitOf(row, moved), row.realisedProfit);
    const { ratio, quantityAfter = ZERO } = row;
    if (ratio !== undefined && !before.quantity.times(ratio).eq(quantityAfter))
      this.#findings.note('CHAIN', name, 'ratio', ratioOf(before.quantity, quantityAfter), ratio);
  }
}

function saysBasis({ costBasisAfter }: AssetTransaction): boolean {
  return costBasisAfter !== undefined;
}

function numberOf({ holdingSequence = 0 }: AssetTransaction): number {
  return holdingSequence;
}

function stateBefore(row: AssetTransaction, costBasis: Decimal | undefined): Costing {
  return { quantity: (row.quantityAfter ?? ZERO).minus(signedQuantity(row)), costBasis };
}

function ratioOf(before: Decimal, after: Decimal): Decimal | undefined {
  return before.eq(ZERO) ? undefined : after.div(before, PRICE_SCALE, ROUND_HALF_UP);
}

function nameOf({ transactionId }: AssetTransaction): RecordName {
  return { entity: 'assetTransaction', id: transactionId };
}
