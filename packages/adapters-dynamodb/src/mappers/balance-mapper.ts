import { afterHash, SK_PREFIX } from '../item-key.ts';
import { integerOf, type Mapper, numberOf, storedFields, sumOf } from './mapper.ts';

export const balanceMapper: Mapper<'balance'> = {
  entity: 'balance',
  toAttributes: (balance) => ({
    available: numberOf(balance.available),
    held: numberOf(balance.held),
    totalDeposits: numberOf(balance.totalDeposits),
    totalWithdrawals: numberOf(balance.totalWithdrawals),
    sequence: balance.sequence,
    lastId: balance.lastId,
    version: balance.version,
    createdAt: balance.createdAt,
    updatedAt: balance.updatedAt,
  }),
  fields(item) {
    const { pk, sk, available, held, totalDeposits, totalWithdrawals, sequence, lastId } = item;
    return {
      username: afterHash(pk),
      currency: sk.slice(SK_PREFIX.balance.length),
      available,
      held,
      currentBalance: sumOf(available, held),
      totalDeposits,
      totalWithdrawals,
      sequence: integerOf(sequence),
      lastId,
      ...storedFields(item),
    };
  },
};
