const TEXTS = ['restingId', 'restingAsset', 'expiryBook', 'fallBook', 'riseBook'];
const NUMBERS = ['fall', 'rise', 'shard'];

/** What an order's item has for the indexes alone, each with a value that no order has there. */
export const PLACES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(TEXTS.map((name) => [name, 'elsewhere'])),
  ...Object.fromEntries(NUMBERS.map((name) => [name, 1_000_000])),
};
