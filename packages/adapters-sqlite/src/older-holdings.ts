import { type AssetTransactionType, DEFAULT_CURRENCY, ZERO } from '@orderfolio/domain';
import { type CostedRow, costBasisOf } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';
import { amountOf, optionalAmountText } from './mappers/mapper.ts';

/** The first version of the schema whose holdings have a cost basis. */
export const FIRST_WITH_COST_BASIS = 17;

interface HoldingName {
  readonly username: string;
  readonly asset_id: string;
}

interface LedgerRow {
  readonly type: AssetTransactionType;
  readonly quantity: string;
  readonly total_amount: string;
}

/** Computes the cost basis of every holding from its ledger. Its rows have no basis, and are not changed. */
export function fillCostBases(connection: Connection): void {
  const holdings = connection.prepare<HoldingName>('SELECT username, asset_id FROM asset_balances');
  const ledger = connection.prepare<LedgerRow>(`
    SELECT type, quantity, total_amount FROM asset_transactions
    WHERE username = ? AND asset_id = ? AND status = 'COMPLETED'
    ORDER BY coalesce(holding_sequence, 0), transaction_id`);
  const update = connection.prepare('UPDATE asset_balances SET cost_basis = ? WHERE username = ? AND asset_id = ?');
  for (const { username, asset_id: assetId } of holdings.all()) {
    const costBasis = costBasisOf(ledger.all(username, assetId).map(costed));
    update.run(optionalAmountText(costBasis), username, assetId);
  }
}

function costed({ type, quantity, total_amount: totalAmount }: LedgerRow): CostedRow {
  return {
    type,
    currency: DEFAULT_CURRENCY,
    quantity: amountOf(quantity, 'asset_transactions.quantity'),
    totalAmount: type === 'BUY' ? amountOf(totalAmount, 'asset_transactions.total_amount') : ZERO,
    status: 'COMPLETED',
  };
}
