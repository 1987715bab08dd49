import { readStatus } from '@orderfolio/domain/adapter';
import { keyFields } from '../item-key.ts';
import {
  type CompleteMapper,
  integerOf,
  numberOf,
  optionalNumberOf,
  pairsAttribute,
  storedAttributes,
  storedFields,
} from './mapper.ts';

export const balanceTransactionMapper: CompleteMapper<'balanceTransaction'> = {
  entity: 'balanceTransaction',
  toAttributes: (row) => ({
    type: row.type,
    amount: numberOf(row.amount),
    currency: row.currency,
    status: row.status,
    description: row.description,
    referenceId: row.referenceId,
    fee: optionalNumberOf(row.fee),
    rate: optionalNumberOf(row.rate),
    metadata: pairsAttribute(row.metadata),
    balanceAfter: numberOf(row.balanceAfter),
    balanceSequence: row.balanceSequence,
    ...storedAttributes(row),
  }),
  fields(item) {
    const {
      type,
      amount,
      currency,
      status,
      description,
      referenceId,
      fee,
      rate,
      metadata,
      balanceAfter,
      balanceSequence,
    } = item;
    return {
      type,
      amount,
      currency,
      status: readStatus(type, status),
      description,
      referenceId,
      fee,
      rate,
      metadata,
      balanceAfter,
      balanceSequence: integerOf(balanceSequence),
      ...keyFields('balanceTransaction', item),
      ...storedFields(item),
    };
  },
};
