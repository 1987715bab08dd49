import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const turnMapper: CompleteMapper<'turn'> = {
  entity: 'turn',
  toAttributes: (turn) => ({
    holder: turn.holder,
    isOpen: turn.isOpen,
    ...storedAttributes(turn),
  }),
  fields(item) {
    const { holder, isOpen } = item;
    return { holder, isOpen, ...keyFields('turn', item), ...storedFields(item) };
  },
};
