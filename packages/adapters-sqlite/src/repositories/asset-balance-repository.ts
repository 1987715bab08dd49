import { type AssetBalanceRepository, assetBalanceReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { assetBalanceMapper } from '../mappers/asset-balance-mapper.ts';
import { balanceMapper } from '../mappers/balance-mapper.ts';

type BalanceRow = Parameters<typeof balanceMapper.fromRow>[0];
type AssetBalanceRow = Parameters<typeof assetBalanceMapper.fromRow>[0];

export function assetBalanceRepository(connection: Connection, reader: EntityReader): AssetBalanceRepository {
  const balancesOf = connection.prepare<BalanceRow>('SELECT * FROM balances WHERE username = ? ORDER BY currency');
  const holdingsOf = connection.prepare<AssetBalanceRow>(
    'SELECT * FROM asset_balances WHERE username = ? ORDER BY asset_id',
  );
  const holdings = (username: string) => holdingsOf.all(username).map((row) => assetBalanceMapper.fromRow(row));
  return {
    ...assetBalanceReads(reader),
    getAll: (username) => connection.whenFree(() => holdings(username)),
    getAccount: (username) =>
      connection.snapshot(() => ({
        balances: balancesOf.all(username).map((row) => balanceMapper.fromRow(row)),
        assetBalances: holdings(username),
      })),
  };
}
