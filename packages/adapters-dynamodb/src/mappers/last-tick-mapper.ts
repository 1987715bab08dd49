import { afterHash } from '../item-key.ts';
import { type Mapper, numberOf, storedFields } from './mapper.ts';

export const lastTickMapper: Mapper<'lastTick'> = {
  entity: 'lastTick',
  toAttributes: (tick) => ({
    price: numberOf(tick.price),
    at: tick.at,
    isSettled: tick.isSettled,
    version: tick.version,
    createdAt: tick.createdAt,
    updatedAt: tick.updatedAt,
  }),
  fields(item) {
    const { pk, price, at, isSettled } = item;
    return { assetId: afterHash(pk), price, at, isSettled, ...storedFields(item) };
  },
};
