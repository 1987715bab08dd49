import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const refreshTokenMapper: CompleteMapper<'refreshToken'> = {
  entity: 'refreshToken',
  toAttributes: (token) => ({
    familyId: token.familyId,
    status: token.status,
    expiresAt: token.expiresAt,
    familyExpiresAt: token.familyExpiresAt,
    rotatedAt: token.rotatedAt,
    successorHash: token.successorHash,
    sealedSuccessor: token.sealedSuccessor,
    ...storedAttributes(token),
  }),
  fields(item) {
    const { familyId, status, expiresAt, familyExpiresAt, rotatedAt, successorHash, sealedSuccessor } = item;
    return {
      familyId,
      status,
      expiresAt,
      familyExpiresAt,
      rotatedAt,
      successorHash,
      sealedSuccessor,
      ...keyFields('refreshToken', item),
      ...storedFields(item),
    };
  },
};
