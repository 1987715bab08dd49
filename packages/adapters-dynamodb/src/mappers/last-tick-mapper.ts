import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, numberOf, storedFields } from './mapper.ts';

export const lastTickMapper: Mapper<'lastTick'> = {
  entity: 'lastTick',
  toAttributes: (tick) => ({
    price: numberOf(tick.price),
    at: tick.at,
    sequence: tick.sequence,
    appliedPrices: tick.appliedPrices?.map(numberOf),
    isSettled: tick.isSettled,
    version: tick.version,
    createdAt: tick.createdAt,
    updatedAt: tick.updatedAt,
  }),
  fields(item) {
    const { pk, price, at, sequence, appliedPrices, isSettled } = item;
    return {
      assetId: afterHash(pk),
      price,
      at,
      sequence: integerOf(sequence),
      appliedPrices,
      isSettled,
      ...storedFields(item),
    };
  },
};
