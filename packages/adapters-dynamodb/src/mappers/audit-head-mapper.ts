import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, storedFields } from './mapper.ts';

export const auditHeadMapper: Mapper<'auditHead'> = {
  entity: 'auditHead',
  toAttributes: (head) => ({
    sequence: head.sequence,
    hash: head.hash,
    version: head.version,
    createdAt: head.createdAt,
    updatedAt: head.updatedAt,
  }),
  fields(item) {
    const { pk, sequence, hash } = item;
    return { username: afterHash(pk), sequence: integerOf(sequence), hash, ...storedFields(item) };
  },
};
