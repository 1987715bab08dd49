import { type BalanceRepository, balanceWrites, type RepositoryContext } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import { balanceTransactionMapper } from '../mappers/balance-transaction-mapper.ts';
import { List } from './list.ts';

export function balanceRepository(connection: Connection, context: RepositoryContext): BalanceRepository {
  const byUser = new List(connection, {
    mapper: balanceTransactionMapper,
    where: 'username = ?',
    orderBy: 'transaction_id',
    keyOf: (row) => row.transactionId,
  });
  return {
    ...balanceWrites(context),
    listTransactions: (username, page) => byUser.page(['balance-transactions', username], [username], page),
  };
}
