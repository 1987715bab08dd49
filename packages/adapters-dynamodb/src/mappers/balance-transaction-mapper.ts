import { readStatus } from '@orderfolio/domain/adapter';
import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, numberOf, storedFields } from './mapper.ts';

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
    balanceSequence: row.balanceSequence,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }),
  fields(item) {
    const { pk, sk, type, amount, currency, status, description, referenceId, balanceAfter, balanceSequence } = item;
    return {
      username: afterHash(pk),
      transactionId: afterHash(sk),
      type,
      amount,
      currency,
      status: readStatus(type, status),
      description,
      referenceId,
      balanceAfter,
      balanceSequence: integerOf(balanceSequence),
      ...storedFields(item),
    };
  },
};
