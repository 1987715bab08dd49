import type { AssetBalance } from '../../entities/asset-balance.ts';
import { type AssetTransaction, signedQuantity } from '../../entities/asset-transaction.ts';
import type { Order } from '../../entities/order.ts';
import { isOpen } from '../../entities/order-status.ts';
import { ZERO } from '../../money/decimal.ts';
import { Chain, type Effect } from './chain.ts';
import { CostChain } from './cost-chain.ts';
import type { Findings, RecordName } from './difference.ts';
import { expectStamps, StampOrder } from './stamps.ts';

/** An effect with the row that shows it. */
interface RowEffect extends Effect {
  readonly stored: AssetTransaction;
}

/** Adds up the rows and the open sales of one asset, and holds the holding against them. */
export class AssetLedger {
  readonly #findings: Findings;
  readonly #holding: RecordName;
  readonly #chain: Chain<RowEffect>;
  readonly #costs: CostChain;
  readonly #stamps: StampOrder;
  readonly #stored: AssetBalance | undefined;
  #quantity = ZERO;
  #held = ZERO;
  /** The sum of rows of older releases, which have no number. */
  #unnumbered = ZERO;

  /** `stored` is undefined where there is no holding of this asset. */
  constructor(findings: Findings, assetId: string, stored: AssetBalance | undefined) {
    this.#findings = findings;
    this.#holding = { entity: 'assetBalance', id: assetId };
    this.#costs = new CostChain(findings);
    const names = { after: 'quantityAfter', sequence: 'holdingSequence', total: 'quantity' } as const;
    this.#chain = new Chain(findings, names, (before, next) => this.#costs.follow(before?.stored, next.stored));
    this.#stamps = new StampOrder(findings, stored);
    this.#stored = stored;
  }

  /** Rows come with the greatest id first. */
  add(row: AssetTransaction): void {
    const name = { entity: 'assetTransaction', id: row.transactionId } as const;
    const { status, quantityAfter: after, holdingSequence: sequence, updatedAt: at } = row;
    this.#stamps.knows(row.transactionId);
    this.#findings.expect('TERMS', name, 'status', 'COMPLETED', status);
    this.#findings.expect('TERMS', name, 'version', 1, row.version);
    if (row.price.eq(ZERO)) this.#findings.expect('TERMS', name, 'totalAmount', ZERO, row.totalAmount);
    expectStamps(this.#findings, name, row);
    const change = signedQuantity(row);
    if (status === 'COMPLETED') {
      this.#quantity = this.#quantity.plus(change);
      this.#costs.add(row);
    }
    if (after === undefined || sequence === undefined) {
      this.#unnumbered = this.#unnumbered.plus(change);
      // The one comes with the other.
      this.#findings.expect('CHAIN', name, 'quantityAfter', undefined, after);
      this.#findings.expect('CHAIN', name, 'holdingSequence', undefined, sequence);
      return;
    }
    this.#chain.add({ row: name, sequence, change, after, at, stored: row });
    this.#stamps.after(name, row);
    this.#stamps.made(name, row);
  }

  /** A sale, open or ended. */
  addSale(order: Order): void {
    this.#stamps.knows(order.orderId);
    if (isOpen(order)) this.#held = this.#held.plus(order.heldAmount ?? ZERO);
  }

  /** All rows and sales have come. */
  end(): void {
    const holding = this.#stored;
    if (holding === undefined) {
      if (!this.#quantity.eq(ZERO) || !this.#held.eq(ZERO)) this.#findings.missing('TOTALS', this.#holding);
      return;
    }
    const { quantity: total, sequence } = holding;
    this.#findings.expect('TOTALS', this.#holding, 'quantity', this.#quantity, total);
    this.#findings.expect('HOLDS', this.#holding, 'held', this.#held, holding.held);
    const newest = this.#chain.end(this.#holding, { sequence, total }, this.#unnumbered);
    this.#costs.end(this.#holding, holding, newest?.stored);
    this.#stamps.end(this.#holding);
  }
}
