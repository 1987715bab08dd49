import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, numberOf, storedAttributes, storedFields } from './mapper.ts';

export const lastTickMapper: CompleteMapper<'lastTick'> = {
  entity: 'lastTick',
  toAttributes: (tick) => ({
    price: numberOf(tick.price),
    at: tick.at,
    sequence: tick.sequence,
    appliedPrices: tick.appliedPrices?.map(numberOf),
    isSettled: tick.isSettled,
    ...storedAttributes(tick),
  }),
  fields(item) {
    const { price, at, sequence, appliedPrices, isSettled } = item;
    return {
      ...keyFields('lastTick', item),
      price,
      at,
      sequence: integerOf(sequence),
      appliedPrices,
      isSettled,
      ...storedFields(item),
    };
  },
};
