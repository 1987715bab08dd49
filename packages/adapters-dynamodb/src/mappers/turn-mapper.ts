import { afterHash } from '../item-key.ts';
import { type Mapper, storedFields } from './mapper.ts';

export const turnMapper: Mapper<'turn'> = {
  entity: 'turn',
  toAttributes: (turn) => ({
    holder: turn.holder,
    isOpen: turn.isOpen,
    version: turn.version,
    createdAt: turn.createdAt,
    updatedAt: turn.updatedAt,
  }),
  fields(item) {
    const { pk, holder, isOpen } = item;
    return { lane: afterHash(pk), holder, isOpen, ...storedFields(item) };
  },
};
