import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, storedFields } from './mapper.ts';

export const refreshFamilyMapper: Mapper<'refreshFamily'> = {
  entity: 'refreshFamily',
  toAttributes: (family) => ({
    epoch: family.epoch,
    expiresAt: family.expiresAt,
    revokedAt: family.revokedAt,
    revokedReason: family.revokedReason,
    version: family.version,
    createdAt: family.createdAt,
    updatedAt: family.updatedAt,
  }),
  fields(item) {
    const { pk, sk, epoch, expiresAt, revokedAt, revokedReason } = item;
    return {
      username: afterHash(pk),
      familyId: afterHash(sk),
      epoch: integerOf(epoch),
      expiresAt,
      revokedAt,
      revokedReason,
      ...storedFields(item),
    };
  },
};
