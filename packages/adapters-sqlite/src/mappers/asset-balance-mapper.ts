import { type AssetBalance, ZERO } from '@orderfolio/domain';
import {
  amountOf,
  amountText,
  type Mapper,
  type StoredRow,
  storedFields,
  storedFixed,
  storedMutable,
} from './mapper.ts';

interface AssetBalanceRow extends StoredRow {
  readonly username: string;
  readonly asset_id: string;
  readonly available: string;
  readonly held: string;
}

export const assetBalanceMapper: Mapper<AssetBalance, AssetBalanceRow> = {
  entity: 'assetBalance',
  table: 'asset_balances',
  key: { username: (holding) => holding.username, asset_id: (holding) => holding.assetId },
  fixed: storedFixed,
  mutable: {
    available: (holding) => amountText(holding.available),
    held: (holding) => amountText(holding.held),
    ...storedMutable,
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
      ...storedFields(row),
    };
  },
};
