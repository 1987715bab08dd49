import { sum } from '../amounts/decimal.ts';

/** The orders that rest at one price. */
export interface Level {
  readonly price: string;
  readonly quantity: string;
  readonly orders: number;
}

/** A level, and how much rests between it and the best price of its side. */
export interface Rung extends Level {
  readonly total: string;
}

/** The levels of a side with the quantity added up from the best price on, exactly. */
export function rungsOf(levels: readonly Level[]): readonly Rung[] {
  let total = '0';
  return levels.map((level) => {
    total = sum([total, level.quantity]) ?? total;
    return { ...level, total };
  });
}

/** Both sides of a book, each with its best price first. */
export interface Book<Of extends Level = Level> {
  readonly bids: readonly Of[];
  readonly asks: readonly Of[];
}

/** The price in the middle of the book: between the best prices, or the last price if a side is empty. For what is drawn. */
export function middleOf({ bids, asks }: Book, lastPrice: string | undefined): number | undefined {
  const [bid, ask] = [bids[0], asks[0]];
  if (bid !== undefined && ask !== undefined) return (Number(bid.price) + Number(ask.price)) / 2;
  const only = lastPrice ?? bid?.price ?? ask?.price;
  return only === undefined ? undefined : Number(only);
}

/** The levels whose price is at most this share of the middle away from it. */
export function nearMiddle<Of extends Level>(book: Book<Of>, middle: number | undefined, share: number): Book<Of> {
  if (middle === undefined || share === Number.POSITIVE_INFINITY) return book;
  const isNear = ({ price }: Level): boolean => Math.abs(Number(price) - middle) <= middle * share;
  return { bids: book.bids.filter(isNear), asks: book.asks.filter(isNear) };
}

/** The level at a place of what is drawn, and its side. */
export function rungAt(
  { bids, asks }: Book<Rung>,
  index: number,
): { readonly side: 'bid' | 'ask'; readonly rung: Rung } | undefined {
  const isBid = index < bids.length;
  const rung = isBid ? bids[bids.length - 1 - index] : asks[index - bids.length];
  return rung === undefined ? undefined : { side: isBid ? 'bid' : 'ask', rung };
}

/** What is drawn: the prices, ascending, and the quantity up to each, of bids and of asks. */
export type DepthSeries = [prices: number[], bids: (number | null)[], asks: (number | null)[]];

/** The steps of both sides. A price has a value only of its own side, so that nothing is drawn between the best prices. */
export function depthSeries({ bids, asks }: Book<Rung>): DepthSeries {
  const left = [...bids].reverse();
  return [
    [...left, ...asks].map(({ price }) => Number(price)),
    [...left.map(({ total }) => Number(total)), ...asks.map(() => null)],
    [...left.map(() => null), ...asks.map(({ total }) => Number(total))],
  ];
}
