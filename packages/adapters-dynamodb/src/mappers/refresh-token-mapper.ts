import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const refreshTokenMapper: CompleteMapper<'refreshToken'> = {
  entity: 'refreshToken',
  toAttributes: (token) => ({
    familyId: token.familyId,
    status: token.status,
    expiresAt: token.expiresAt,
    ...storedAttributes(token),
  }),
  fields(item) {
    const { familyId, status, expiresAt } = item;
    return { ...keyFields('refreshToken', item), familyId, status, expiresAt, ...storedFields(item) };
  },
};
