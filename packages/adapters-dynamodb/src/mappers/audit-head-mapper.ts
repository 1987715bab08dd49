import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const auditHeadMapper: CompleteMapper<'auditHead'> = {
  entity: 'auditHead',
  toAttributes: (head) => ({
    sequence: head.sequence,
    hash: head.hash,
    ...storedAttributes(head),
  }),
  fields(item) {
    const { sequence, hash } = item;
    return { sequence: integerOf(sequence), hash, ...keyFields('auditHead', item), ...storedFields(item) };
  },
};
