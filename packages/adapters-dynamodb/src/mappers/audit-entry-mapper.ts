import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

/** The record is one text, as it was hashed: a map attribute would not keep the order of its fields. */
export const auditEntryMapper: CompleteMapper<'auditEntry'> = {
  entity: 'auditEntry',
  toAttributes: (entry) => ({
    record: entry.record,
    previousHash: entry.previousHash,
    hash: entry.hash,
    ...storedAttributes(entry),
  }),
  fields(item) {
    const { record, previousHash, hash } = item;
    const key = keyFields('auditEntry', item);
    return { ...key, sequence: Number(key.sequence), record, previousHash, hash, ...storedFields(item) };
  },
};
