import { type AssetBalance, ZERO } from '@orderfolio/domain';
import {
  amountOf,
  amountText,
  type Mapper,
  optionalAmountOf,
  optionalAmountText,
  type StoredRow,
  storedColumns,
  storedFields,
} from './mapper.ts';

interface AssetBalanceRow extends StoredRow {
  readonly username: string;
  readonly asset_id: string;
  readonly available: string;
  readonly held: string;
  readonly cost_basis: string | null;
  readonly sequence: number;
  readonly last_id: string | null;
}

export const assetBalanceMapper: Mapper<AssetBalance, AssetBalanceRow> = {
  entity: 'assetBalance',
  table: 'asset_balances',
  columns: {
    username: (holding) => holding.username,
    asset_id: (holding) => holding.assetId,
    available: (holding) => amountText(holding.available),
    held: (holding) => amountText(holding.held),
    cost_basis: (holding) => optionalAmountText(holding.costBasis),
    sequence: (holding) => holding.sequence,
    last_id: (holding) => holding.lastId ?? null,
    ...storedColumns,
  },
  fromRow(row) {
    const available = amountOf(row.available, 'asset_balances.available');
    const held = amountOf(row.held, 'asset_balances.held');
    return {
      username: row.username,
      assetId: row.asset_id,
      available,
      held,
      quantity: held === ZERO ? available : available.plus(held),
      costBasis: optionalAmountOf(row.cost_basis, 'asset_balances.cost_basis'),
      sequence: row.sequence,
      lastId: row.last_id ?? undefined,
      ...storedFields(row),
    };
  },
};
