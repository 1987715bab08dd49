import type { ErrorCode } from '@orderfolio/domain';
import { type Account, availableOf } from './account.ts';
import { QUANTITY_DECIMALS } from './amounts.ts';
import type { Book, Listing } from './book.ts';
import {
  amountsOf,
  type Charge,
  type Currency,
  type FinePrice,
  fine,
  priceInEuros,
  type SetRate,
  unitsFor,
} from './money.ts';
import { bringsNothingAtTrigger, isDue, isReached, sideOf, triggerOf } from './orders.ts';
import type { PlaceRequest, Terms } from './requests.ts';
import type { ModelTick } from './tick-order.ts';

/** An asset, as a command that does not write it has seen it. */
export interface Market {
  readonly listing: Listing | undefined;
  /** The current price. Undefined if there is none. */
  readonly quote: bigint | undefined;
  /** The rate of euros and dollars. Undefined if there is none. */
  readonly rate: SetRate | undefined;
}

/** The expected outcome of placing an order. */
export type Placement =
  | { readonly kind: 'refused'; readonly codes: readonly ErrorCode[] }
  | { readonly kind: 'filled'; readonly price: FinePrice }
  | { readonly kind: 'turned away' }
  | { readonly kind: 'rests'; readonly mark: bigint | undefined };

/** The cash and units that a user may spend. */
export interface Purse {
  readonly cents: bigint;
  readonly units: bigint;
}

export function purseOf(account: Account, { assetId, currency = 'USD' }: PlaceRequest): Purse {
  return { cents: account.balances.get(currency)?.available ?? 0n, units: availableOf(account, assetId) };
}

export function quoteOf(book: Book, assetId: string): bigint | undefined {
  return marketOf(book, assetId).quote;
}

export function marketOf(book: Book, assetId: string): Market {
  return marketWith(book.listings.get(assetId), book.lastTick(assetId), book.rate);
}

/** The current price is that of the catalogue, unless the last applied price is as new, or newer. */
export function marketWith(
  listing: Listing | undefined,
  last: ModelTick | undefined,
  rate: SetRate | undefined,
): Market {
  const { price = 0n, pricedAt = 0 } = listing ?? {};
  if (last !== undefined && (price === 0n || last.at >= pricedAt)) return { listing, rate, quote: last.price };
  return { listing, rate, quote: price === 0n ? undefined : price };
}

/** True if no such command exists. It is refused before anything is read. */
export function isMalformed(request: PlaceRequest): boolean {
  const { limit, stop, trailAmount, trailPercent = 1n, timeInForce = 'GTD', expiresAt } = request;
  if (request.isAll === true && sideOf(request) === 'BUY') return true;
  return (
    [limit, stop, trailAmount, request.units, request.worth].some((amount) => amount !== undefined && amount <= 0n) ||
    trailPercent <= 0n ||
    trailPercent >= WHOLE_PERCENT ||
    (expiresAt !== undefined && timeInForce !== 'GTD') ||
    (expiresAt === undefined && request.timeInForce === 'GTD')
  );
}

const WHOLE_PERCENT = 1_000_000n;
/** Longer than any year, and far from the expiries that the sequences ask for. */
const MORE_THAN_A_YEAR = 366.5 * 24 * 3_600_000;

/** The market that an order is decided on. */
export interface Grounds {
  readonly market: Market;
  readonly charge: Charge | undefined;
  readonly now: number;
}

/** The current price in the currency of the order, or the code that says why there is none. */
function priceIn({ quote, rate }: Market, side: 'BUY' | 'SELL', currency: Currency): FinePrice | ErrorCode {
  if (quote === undefined) return 'PRICE_UNAVAILABLE';
  if (currency === 'USD') return fine(quote);
  return rate === undefined ? 'RATE_UNAVAILABLE' : priceInEuros(quote, side, rate);
}

/** The units of a market order for so many cents. Undefined if there is no price. */
export function unitsWorth(order: PlaceRequest, worth: bigint, { market, charge }: Grounds): bigint {
  const side = sideOf(order);
  const price = priceIn(market, side, order.currency ?? 'USD');
  if (typeof price === 'string' || price === 0n) return 0n;
  const { decimals = QUANTITY_DECIMALS } = market.listing ?? {};
  return unitsFor(worth, side, price, 10n ** BigInt(QUANTITY_DECIMALS - decimals), charge);
}

/** The expected outcome of the order, for an account with this purse at this market. */
export function placementOf(order: PlaceRequest, purse: Purse, grounds: Grounds, earlierMark = 0n): Placement {
  const { listing } = grounds.market;
  if (listing === undefined) return { kind: 'refused', codes: ['ASSET_NOT_FOUND'] };
  const codes = reasonsOfTerms(order, listing, grounds);
  const outcome = outcomeOf(order, grounds, earlierMark);
  if (typeof outcome === 'string') codes.push(outcome);
  else codes.push(...reasonsOfOutcome(order, purse, outcome, grounds.charge));
  return codes.length > 0 || typeof outcome === 'string' ? { kind: 'refused', codes } : outcome;
}

function reasonsOfTerms(order: PlaceRequest, listing: Listing, { now, charge }: Grounds): ErrorCode[] {
  const { type, isExempt = false, expiresAt = now + 1 } = order;
  const { isActive } = listing;
  const codes: ErrorCode[] = [];
  if (!isActive) codes.push('ASSET_INACTIVE');
  if (order.units === 0n) codes.push(order.isAll === true ? 'INSUFFICIENT_ASSET_BALANCE' : 'VALIDATION_FAILED');
  if (!isExempt && !(hasDecimalsOf(listing, order.units) && order.units >= listing.minUnits))
    codes.push('VALIDATION_FAILED');
  if (isDue({ expiresAt }, now) || expiresAt > now + MORE_THAN_A_YEAR) codes.push('VALIDATION_FAILED');
  if (type === 'LIMIT_SELL' && bringsNothingAtTrigger(order, 0n, charge)) codes.push('VALIDATION_FAILED');
  return codes;
}

/** True if the quantity has no more decimals than the asset. */
export function hasDecimalsOf({ decimals }: Listing, units: bigint): boolean {
  return units % 10n ** BigInt(QUANTITY_DECIMALS - decimals) === 0n;
}

type Outcome = Exclude<Placement, { kind: 'refused' }>;

function outcomeOf(order: Terms, { market, charge }: Grounds, earlierMark: bigint): Outcome | ErrorCode {
  const { type, timeInForce, currency = 'USD' } = order;
  const { quote } = market;
  if (type === 'LIMIT_BUY' || type === 'LIMIT_SELL') {
    if (quote !== undefined && isReached(order, quote, 0n)) return { kind: 'filled', price: fine(quote) };
    if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return { kind: 'rests', mark: undefined };
    return quote === undefined ? 'PRICE_UNAVAILABLE' : { kind: 'turned away' };
  }
  if (type === 'MARKET_BUY' || type === 'MARKET_SELL') {
    const price = priceIn(market, sideOf(order), currency);
    return typeof price === 'string' ? price : { kind: 'filled', price };
  }
  if (quote === undefined) return 'PRICE_UNAVAILABLE';
  if (type === 'TRAILING_STOP_SELL') {
    const mark = earlierMark > quote ? earlierMark : quote;
    if (triggerOf(order, mark) <= 0n || bringsNothingAtTrigger(order, mark, charge)) return 'VALIDATION_FAILED';
    return { kind: 'rests', mark };
  }
  const isBehind = isReached(order, quote, 0n);
  return isBehind || bringsNothingAtTrigger(order, 0n, charge)
    ? 'VALIDATION_FAILED'
    : { kind: 'rests', mark: undefined };
}

function reasonsOfOutcome(
  order: Terms,
  { cents, units }: Purse,
  outcome: Outcome,
  charge: Charge | undefined,
): ErrorCode[] {
  if (outcome.kind === 'turned away') return [];
  const price = outcome.kind === 'filled' ? outcome.price : fine(order.limit ?? 0n);
  const side = sideOf(order);
  const { cash } = amountsOf(side, price, order.units, charge);
  if (side === 'BUY') return cash > cents ? ['INSUFFICIENT_BALANCE'] : [];
  return [
    ...(outcome.kind === 'filled' && cash === 0n ? (['VALIDATION_FAILED'] as const) : []),
    ...(order.units > units ? (['INSUFFICIENT_ASSET_BALANCE'] as const) : []),
  ];
}
