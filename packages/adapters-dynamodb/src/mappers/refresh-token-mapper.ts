import { afterHash } from '../item-key.ts';
import { type Mapper, storedFields } from './mapper.ts';

export const refreshTokenMapper: Mapper<'refreshToken'> = {
  entity: 'refreshToken',
  toAttributes: (token) => ({
    familyId: token.familyId,
    status: token.status,
    expiresAt: token.expiresAt,
    version: token.version,
    createdAt: token.createdAt,
    updatedAt: token.updatedAt,
  }),
  fields(item) {
    const { pk, sk, familyId, status, expiresAt } = item;
    return {
      username: afterHash(pk),
      tokenHash: afterHash(sk),
      familyId,
      status,
      expiresAt,
      ...storedFields(item),
    };
  },
};
