import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const accountTokenMapper: CompleteMapper<'accountToken'> = {
  entity: 'accountToken',
  toAttributes: (token) => ({
    purpose: token.purpose,
    epoch: token.epoch,
    expiresAt: token.expiresAt,
    usedAt: token.usedAt,
    ...storedAttributes(token),
  }),
  fields(item) {
    const { purpose, epoch, expiresAt, usedAt } = item;
    return {
      purpose,
      epoch: integerOf(epoch),
      expiresAt,
      usedAt,
      ...keyFields('accountToken', item),
      ...storedFields(item),
    };
  },
};
