import { afterHash } from '../item-key.ts';
import { type Mapper, storedFields } from './mapper.ts';

/** The record is one text, as it was hashed: a map of the table would not keep the order of its fields. */
export const auditEntryMapper: Mapper<'auditEntry'> = {
  entity: 'auditEntry',
  toAttributes: (entry) => ({
    record: entry.record,
    previousHash: entry.previousHash,
    hash: entry.hash,
    version: entry.version,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
  }),
  fields(item) {
    const { pk, sk, record, previousHash, hash } = item;
    return {
      username: afterHash(pk),
      sequence: Number(afterHash(sk)),
      record,
      previousHash,
      hash,
      ...storedFields(item),
    };
  },
};
