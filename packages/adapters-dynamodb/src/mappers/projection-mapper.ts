import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

/** The value is one text: nothing in the table reads it. */
export const projectionMapper: CompleteMapper<'projection'> = {
  entity: 'projection',
  toAttributes: (projection) => ({ value: projection.value, ...storedAttributes(projection) }),
  fields(item) {
    const { value } = item;
    return { ...keyFields('projection', item), value, ...storedFields(item) };
  },
};
