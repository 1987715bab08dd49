import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const projectionMapper: CompleteMapper<'projection'> = {
  entity: 'projection',
  toAttributes: (projection) => ({
    value: projection.value,
    expiresAt: projection.expiresAt,
    ...storedAttributes(projection),
  }),
  fields(item) {
    const { value, expiresAt } = item;
    return { value, expiresAt, ...keyFields('projection', item), ...storedFields(item) };
  },
};
