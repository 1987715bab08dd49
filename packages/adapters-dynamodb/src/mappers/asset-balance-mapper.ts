import { afterHash, SK_PREFIX } from '../item-key.ts';
import { integerOf, type Mapper, numberOf, storedFields, sumOf } from './mapper.ts';

/** The asset stands in the key only: with an attribute `assetId`, the holding would enter the index by asset. */
export const assetBalanceMapper: Mapper<'assetBalance'> = {
  entity: 'assetBalance',
  toAttributes: (holding) => ({
    available: numberOf(holding.available),
    held: numberOf(holding.held),
    sequence: holding.sequence,
    lastId: holding.lastId,
    version: holding.version,
    createdAt: holding.createdAt,
    updatedAt: holding.updatedAt,
  }),
  fields(item) {
    const { pk, sk, available, held, sequence, lastId } = item;
    return {
      username: afterHash(pk),
      assetId: sk.slice(SK_PREFIX.holding.length),
      available,
      held,
      quantity: sumOf(available, held),
      sequence: integerOf(sequence),
      lastId,
      ...storedFields(item),
    };
  },
};
