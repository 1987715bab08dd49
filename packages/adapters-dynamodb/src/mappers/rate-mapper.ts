import { keyFields } from '../item-key.ts';
import { type CompleteMapper, numberOf, storedAttributes, storedFields } from './mapper.ts';

/** The partition of the index `catalogue` that every rate is in. */
export const RATES = 'RATES';

export const rateMapper: CompleteMapper<'rate'> = {
  entity: 'rate',
  toAttributes: (rate) => ({
    base: rate.base,
    quote: rate.quote,
    rate: numberOf(rate.rate),
    at: rate.at,
    catalogue: RATES,
    ...storedAttributes(rate),
  }),
  fields(item) {
    const { base, quote, rate, at } = item;
    return { base, quote, rate, at, ...keyFields('rate', item), ...storedFields(item) };
  },
};
