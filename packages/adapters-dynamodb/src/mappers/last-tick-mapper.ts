import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, numberOf, storedAttributes, storedFields } from './mapper.ts';

export const lastTickMapper: CompleteMapper<'lastTick'> = {
  entity: 'lastTick',
  toAttributes: (tick) => ({
    price: numberOf(tick.price),
    at: tick.at,
    sequence: tick.sequence,
    appliedPrices: tick.appliedPrices?.map(numberOf),
    isFinished: tick.isFinished,
    ...storedAttributes(tick),
  }),
  fields(item) {
    const { price, at, sequence, appliedPrices, isFinished, isSettled } = item;
    return {
      price,
      at,
      sequence: integerOf(sequence),
      appliedPrices,
      // An older release called it so.
      isFinished: isFinished ?? isSettled,
      ...keyFields('lastTick', item),
      ...storedFields(item),
    };
  },
};
