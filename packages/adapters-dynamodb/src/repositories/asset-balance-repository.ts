import { StorageFailedError } from '@orderfolio/domain';
import { type AssetBalanceRepository, assetBalanceReads, type EntityReader } from '@orderfolio/domain/adapter';
import { isTorn } from '../account-peers.ts';
import type { Connection } from '../connection.ts';
import { SK_PREFIX, userPartition } from '../item-key.ts';
import { assetBalanceMapper } from '../mappers/asset-balance-mapper.ts';
import { balanceMapper } from '../mappers/balance-mapper.ts';
import type { Item } from '../mappers/mapper.ts';
import { withCostBasis } from '../older-holdings.ts';
import { mustRead } from './list.ts';

/** A commit ends within milliseconds: an account that is torn this often was edited by hand. */
const MAX_READINGS = 10;

export function assetBalanceRepository(connection: Connection, reader: EntityReader): AssetBalanceRepository {
  const itemsOf = (username: string, prefix: string): Promise<readonly Item[]> =>
    connection.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': userPartition(username), ':sk': prefix },
      ConsistentRead: true,
    });

  return {
    ...assetBalanceReads(reader),
    async getAll(username) {
      const items = await withCostBasis(connection, await itemsOf(username, SK_PREFIX.holding));
      return items.map((item) => mustRead(assetBalanceMapper, item));
    },
    async getAccount(username) {
      for (let reading = 1; reading <= MAX_READINGS; reading++) {
        const items = await itemsOf(username, SK_PREFIX.account);
        if (!isTorn(items)) return accountOf(await withCostBasis(connection, items));
      }
      const reason = `the account of ${username} does not agree with itself: a balance or holding lacks its last commit`;
      throw new StorageFailedError({ reason, retryable: true });
    },
  };
}

function accountOf(items: readonly Item[]) {
  const beginningWith = (prefix: string) => items.filter(({ sk }) => sk.startsWith(prefix));
  return {
    balances: beginningWith(SK_PREFIX.balance).map((item) => mustRead(balanceMapper, item)),
    assetBalances: beginningWith(SK_PREFIX.holding).map((item) => mustRead(assetBalanceMapper, item)),
  };
}
