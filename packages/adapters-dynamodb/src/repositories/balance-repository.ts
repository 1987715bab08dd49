import { type BalanceRepository, balanceReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { SK_PREFIX } from '../item-key.ts';
import { balanceTransactionMapper } from '../mappers/balance-transaction-mapper.ts';
import { type ListDefinition, pageOf } from './list.ts';
import { historyOf } from './user-history.ts';

const BY_USER: ListDefinition<'balanceTransaction'> = {
  mapper: balanceTransactionMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ transactionId }) => transactionId,
};

export function balanceRepository(connection: Connection, reader: EntityReader): BalanceRepository {
  return {
    ...balanceReads(reader),
    listTransactions: (username, page) =>
      pageOf(connection, BY_USER, historyOf(['balance-transactions', username], username, SK_PREFIX.cashRow), page),
  };
}
