import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const refreshFamilyMapper: CompleteMapper<'refreshFamily'> = {
  entity: 'refreshFamily',
  toAttributes: (family) => ({
    epoch: family.epoch,
    expiresAt: family.expiresAt,
    deviceLabel: family.deviceLabel,
    lastUsedAt: family.lastUsedAt,
    lastAddress: family.lastAddress,
    revokedAt: family.revokedAt,
    revokedReason: family.revokedReason,
    ...storedAttributes(family),
  }),
  fields(item) {
    const { epoch, expiresAt, deviceLabel, lastUsedAt, lastAddress, revokedAt, revokedReason } = item;
    return {
      epoch: integerOf(epoch),
      expiresAt,
      deviceLabel,
      lastUsedAt,
      lastAddress,
      revokedAt,
      revokedReason,
      ...keyFields('refreshFamily', item),
      ...storedFields(item),
    };
  },
};
