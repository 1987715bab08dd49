const TEXTS = ['restingId', 'restingAsset', 'expiryBook', 'fallBook', 'riseBook'];
const NUMBERS = ['fall', 'rise', 'shard'];

/** The attributes that an order's item has only for the indexes, each with a value that no order has there. */
export const PLACES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(TEXTS.map((name) => [name, 'elsewhere'])),
  ...Object.fromEntries(NUMBERS.map((name) => [name, 1_000_000])),
};
