import { keyFields } from '../item-key.ts';
import {
  type CompleteMapper,
  integerOf,
  numberOf,
  optionalNumberOf,
  storedAttributes,
  storedFields,
  sumOf,
} from './mapper.ts';

/** The asset stands in the key only: with an attribute `assetId`, the holding would enter the index by asset. */
export const assetBalanceMapper: CompleteMapper<'assetBalance', 'quantity'> = {
  entity: 'assetBalance',
  toAttributes: (holding) => ({
    available: numberOf(holding.available),
    held: numberOf(holding.held),
    // An unknown basis is stored as null: an item without the attribute is of an older release, see `older-holdings.ts`.
    costBasis: optionalNumberOf(holding.costBasis) ?? null,
    sequence: holding.sequence,
    lastId: holding.lastId,
    ...storedAttributes(holding),
  }),
  fields(item) {
    const { available, held, costBasis, sequence, lastId } = item;
    return {
      available,
      held,
      quantity: sumOf(available, held),
      costBasis: costBasis ?? undefined,
      sequence: integerOf(sequence),
      lastId,
      ...keyFields('assetBalance', item),
      ...storedFields(item),
    };
  },
};
