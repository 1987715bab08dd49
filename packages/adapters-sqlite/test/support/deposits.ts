import { type Clock, createUlidGenerator, Decimal, type Store } from '@orderfolio/domain';
import { adapterStoreOf, type ChangeSet, insert, save } from '@orderfolio/domain/adapter';

const NOW = '2026-01-31T12:00:00.000Z';
const clock: Clock = { now: () => new Date(NOW) };
const ids = createUlidGenerator(clock);

/**
 * A deposit as the change set that its command would commit. The test decides when it is committed, and under which
 * token.
 */
export async function depositOf(
  store: Store,
  username: string,
  amount: string,
  token = ids.next(),
): Promise<ChangeSet> {
  const [balance] = await adapterStoreOf(store).unitOfWork.read([{ entity: 'balance', username, currency: 'USD' }]);
  if (balance === undefined) throw new Error(`${username} has no balance`);
  const added = new Decimal(amount);
  const after = {
    ...balance,
    available: balance.available.plus(added),
    currentBalance: balance.currentBalance.plus(added),
    totalDeposits: balance.totalDeposits.plus(added),
    updatedAt: NOW,
  };
  const row = {
    username,
    transactionId: ids.next(),
    type: 'DEPOSIT',
    amount: added,
    currency: 'USD',
    status: 'COMPLETED',
    description: 'Deposit',
    balanceAfter: after.currentBalance,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
  } as const;
  return { token, changes: [insert('balanceTransaction', row), save('balance', balance, after)] };
}
