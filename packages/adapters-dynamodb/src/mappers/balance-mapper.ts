import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, numberOf, storedAttributes, storedFields, sumOf } from './mapper.ts';

export const balanceMapper: CompleteMapper<'balance', 'currentBalance'> = {
  entity: 'balance',
  toAttributes: (balance) => ({
    available: numberOf(balance.available),
    held: numberOf(balance.held),
    totalDeposits: numberOf(balance.totalDeposits),
    totalWithdrawals: numberOf(balance.totalWithdrawals),
    sequence: balance.sequence,
    lastId: balance.lastId,
    suspended: balance.suspended,
    ...storedAttributes(balance),
  }),
  fields(item) {
    const { available, held, totalDeposits, totalWithdrawals, sequence, lastId, suspended } = item;
    return {
      available,
      held,
      currentBalance: sumOf(available, held),
      totalDeposits,
      totalWithdrawals,
      sequence: integerOf(sequence),
      lastId,
      suspended,
      ...keyFields('balance', item),
      ...storedFields(item),
    };
  },
};
