import type { ErrorCode } from '@orderfolio/domain';
import { type Account, availableOf } from './account.ts';
import { QUANTITY_DECIMALS, UNITS_OF_CENT } from './amounts.ts';
import type { Book, Listing } from './book.ts';
import { isDue, isReached, proceedsAtTrigger, type Side, sideOf, tradedCents, triggerOf } from './orders.ts';
import type { PlaceRequest, Terms } from './requests.ts';
import type { ModelTick } from './tick-order.ts';

/** An asset, as a command that does not write it has seen it. */
export interface Market {
  readonly listing: Listing | undefined;
  /** The current price. Undefined if there is none. */
  readonly quote: bigint | undefined;
}

/** What should become of an order that is placed. */
export type Placement =
  | { readonly kind: 'refused'; readonly codes: readonly ErrorCode[] }
  | { readonly kind: 'filled'; readonly price: bigint }
  | { readonly kind: 'turned away' }
  | { readonly kind: 'rests'; readonly mark: bigint | undefined };

/** What a user may spend. */
export interface Purse {
  readonly cents: bigint;
  readonly units: bigint;
}

export function purseOf(account: Account, assetId: string): Purse {
  return { cents: account.cash.available, units: availableOf(account, assetId) };
}

export function quoteOf(book: Book, assetId: string): bigint | undefined {
  return marketOf(book, assetId).quote;
}

export function marketOf(book: Book, assetId: string): Market {
  return marketWith(book.listings.get(assetId), book.lastTick(assetId));
}

/** The current price is that of the catalogue, unless the last applied price is as new, or newer. */
export function marketWith(listing: Listing | undefined, last: ModelTick | undefined): Market {
  const { price = 0n, pricedAt = 0 } = listing ?? {};
  if (last !== undefined && (price === 0n || last.at >= pricedAt)) return { listing, quote: last.price };
  return { listing, quote: price === 0n ? undefined : price };
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

/** The units that the cents buy, or that a sale needs to bring as many. */
export function unitsFor(worth: bigint, side: Side, { listing, quote = 0n }: Market): bigint {
  const least = 10n ** BigInt(QUANTITY_DECIMALS - (listing?.decimals ?? QUANTITY_DECIMALS));
  const leastPrice = quote * least;
  if (leastPrice === 0n) return 0n;
  const cash = worth * UNITS_OF_CENT;
  return (side === 'BUY' ? cash / leastPrice : (cash + leastPrice - 1n) / leastPrice) * least;
}

/** What should become of the order, for an account with this purse at this market. */
export function placementOf(
  order: PlaceRequest,
  purse: Purse,
  { listing, quote }: Market,
  now: number,
  earlierMark = 0n,
): Placement {
  if (listing === undefined) return { kind: 'refused', codes: ['ASSET_NOT_FOUND'] };
  const codes = reasonsOfTerms(order, listing, now);
  const outcome = outcomeOf(order, quote, earlierMark);
  if (typeof outcome === 'string') codes.push(outcome);
  else codes.push(...reasonsOfOutcome(order, purse, outcome));
  return codes.length > 0 || typeof outcome === 'string' ? { kind: 'refused', codes } : outcome;
}

function reasonsOfTerms(order: PlaceRequest, listing: Listing, now: number): ErrorCode[] {
  const { type, isExempt = false, expiresAt = now + 1 } = order;
  const { isActive } = listing;
  const codes: ErrorCode[] = [];
  if (!isActive) codes.push('ASSET_INACTIVE');
  if (order.units === 0n) codes.push(order.isAll === true ? 'INSUFFICIENT_ASSET_BALANCE' : 'VALIDATION_FAILED');
  if (!isExempt && !(hasDecimalsOf(listing, order.units) && order.units >= listing.minUnits))
    codes.push('VALIDATION_FAILED');
  if (isDue({ expiresAt }, now) || expiresAt > now + MORE_THAN_A_YEAR) codes.push('VALIDATION_FAILED');
  if (type === 'LIMIT_SELL' && proceedsAtTrigger(order, 0n) === 0n) codes.push('VALIDATION_FAILED');
  return codes;
}

/** Whether the quantity has no more decimals than the asset. */
export function hasDecimalsOf({ decimals }: Listing, units: bigint): boolean {
  return units % 10n ** BigInt(QUANTITY_DECIMALS - decimals) === 0n;
}

type Outcome = Exclude<Placement, { kind: 'refused' }>;

function outcomeOf(order: Terms, quote: bigint | undefined, earlierMark: bigint): Outcome | ErrorCode {
  const { type, timeInForce } = order;
  if (type === 'LIMIT_BUY' || type === 'LIMIT_SELL') {
    if (quote !== undefined && isReached(order, quote, 0n)) return { kind: 'filled', price: quote };
    if (timeInForce !== 'IOC' && timeInForce !== 'FOK') return { kind: 'rests', mark: undefined };
    return quote === undefined ? 'PRICE_UNAVAILABLE' : { kind: 'turned away' };
  }
  if (quote === undefined) return 'PRICE_UNAVAILABLE';
  if (type === 'MARKET_BUY' || type === 'MARKET_SELL') return { kind: 'filled', price: quote };
  if (type === 'TRAILING_STOP_SELL') {
    const mark = earlierMark > quote ? earlierMark : quote;
    if (triggerOf(order, mark) <= 0n || proceedsAtTrigger(order, mark) === 0n) return 'VALIDATION_FAILED';
    return { kind: 'rests', mark };
  }
  const isBehind = isReached(order, quote, 0n);
  return isBehind || proceedsAtTrigger(order, 0n) === 0n ? 'VALIDATION_FAILED' : { kind: 'rests', mark: undefined };
}

function reasonsOfOutcome(order: Terms, { cents, units }: Purse, outcome: Outcome): ErrorCode[] {
  if (outcome.kind === 'turned away') return [];
  const price = outcome.kind === 'filled' ? outcome.price : (order.limit ?? 0n);
  if (sideOf(order) === 'BUY') return tradedCents('BUY', price, order.units) > cents ? ['INSUFFICIENT_BALANCE'] : [];
  const bringsNothing = outcome.kind === 'filled' && tradedCents('SELL', price, order.units) === 0n;
  return [
    ...(bringsNothing ? (['VALIDATION_FAILED'] as const) : []),
    ...(order.units > units ? (['INSUFFICIENT_ASSET_BALANCE'] as const) : []),
  ];
}
