import { type BalanceRepository, balanceReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { balanceTransactionMapper } from '../mappers/balance-transaction-mapper.ts';
import { List } from './list.ts';

export function balanceRepository(connection: Connection, reader: EntityReader): BalanceRepository {
  const byUser = new List(connection, {
    mapper: balanceTransactionMapper,
    where: 'username = ?',
    orderBy: 'transaction_id',
    keyOf: (row) => row.transactionId,
  });
  return {
    ...balanceReads(reader),
    listTransactions: (username, page) => byUser.page(['balance-transactions', username], [username], page),
  };
}
