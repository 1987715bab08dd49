import { afterHash } from '../item-key.ts';
import { type Mapper, numberOf, storedFields } from './mapper.ts';

export const balanceTransactionMapper: Mapper<'balanceTransaction'> = {
  entity: 'balanceTransaction',
  toAttributes: (row) => ({
    type: row.type,
    amount: numberOf(row.amount),
    currency: row.currency,
    status: row.status,
    description: row.description,
    referenceId: row.referenceId,
    balanceAfter: numberOf(row.balanceAfter),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
  fields(item) {
    const { pk, sk, type, amount, currency, status, description, referenceId, balanceAfter } = item;
    return {
      username: afterHash(pk),
      transactionId: afterHash(sk),
      type,
      amount,
      currency,
      status,
      description,
      referenceId,
      balanceAfter,
      ...storedFields(item),
    };
  },
};
