import { type Currency, DEFAULT_CURRENCY } from '../money/currency.ts';

/** The market of a price: an asset in a currency. */
export interface Market {
  readonly assetId: string;
  readonly currency: Currency;
}

/** The name of the market's book, where its orders wait. In US dollars it is the id of the asset. No asset id has a slash. */
export function bookOf({ assetId, currency }: Market): string {
  return currency === DEFAULT_CURRENCY ? assetId : `${assetId}/${currency}`;
}
