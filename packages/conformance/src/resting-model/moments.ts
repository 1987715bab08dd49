import type { Order } from '@orderfolio/domain';
import { price, quantity } from '../model/amounts.ts';
import type { Book } from './book.ts';
import { type Decided, decideEntry, type Entry, restingOrder } from './entries.ts';
import { reasonsAgainstMove } from './moves.ts';
import { type Market, marketWith } from './placing.ts';
import { isRepeatable, type Repeatable, type Request } from './requests.ts';
import { isRefused } from './tick-order.ts';

/** What was stored at one moment. */
export interface Moment {
  readonly book: Book;
  readonly now: number;
}

/**
 * What a command may have seen of an asset while it was under way: not every store reads the asset and its last price as of
 * one instant.
 */
export function marketsOf(moments: readonly Moment[], assetId: string): readonly Market[] {
  const markets = new Map<string, Market>();
  for (const { book } of moments) {
    const listing = book.listings.get(assetId);
    for (const { book: later } of moments) {
      const market = marketWith(listing, later.lastTick(assetId));
      markets.set(`${market.quote} ${listing?.price} ${listing?.isActive}`, market);
    }
  }
  return [...markets.values()];
}

/** Whether the command may have ended so without a commit: for what it saw at some of these moments. */
export function mayEndUnchanged(request: Request, moments: readonly Moment[], ending: string): boolean {
  if (isRepeatable(request)) return mayEnterNothing(request, moments, ending);
  return moments.some(({ book, now }) => {
    switch (request.kind) {
      case 'cancel':
        return restingOrder(book, request) === ending;
      case 'withdraw':
        return ending === 'INSUFFICIENT_BALANCE' && request.cents > book.account(request.username).available;
      case 'transferIn':
      case 'transferOut':
      case 'adjustHolding':
        return reasonsAgainstMove(book, request).some((code) => code === ending);
      case 'tick':
        if (isRefused(request, now)) return ending === 'VALIDATION_FAILED';
        return ending === 'ASSET_NOT_FOUND' && !book.listings.has(request.assetId);
      case 'setPrice':
        return ending === 'ASSET_NOT_FOUND' && !book.listings.has(request.assetId);
      case 'activate':
      case 'deactivate': {
        const listing = book.listings.get(request.assetId);
        return ending === (listing === undefined ? 'ASSET_NOT_FOUND' : '');
      }
      default:
        return false;
    }
  });
}

/** An order and the account are not in one read either, where the order says which holding. */
function mayEnterNothing(request: Repeatable, moments: readonly Moment[], ending: string): boolean {
  return moments.some(({ book, now }) =>
    moments.some(({ book: accounts }) =>
      marketsOf(moments, assetOf(request, book)).some((market) => {
        const decided = decideEntry(book, request, { now, accounts, marketOf: () => market });
        if ('codes' in decided) return decided.codes.some((code) => code === ending);
        return 'replay' in decided && decided.replay === ending;
      }),
    ),
  );
}

export function assetOf(request: Repeatable, book: Book): string {
  return request.kind === 'place' ? request.assetId : (book.orders.get(request.target)?.assetId ?? '');
}

/** What an order that was placed may have rested on. */
interface Grounds {
  readonly book: Book;
  /** The book at the moments at which the account may have been read. */
  readonly seen: readonly Book[];
  readonly markets: readonly Market[];
  readonly mark: bigint | undefined;
  /** The times at which it may have been decided, by the clock of who placed it. */
  readonly times: readonly number[];
}

/** The entry that the rules allow and that is as it was stored. Throws when there is none. */
export function entryFor(stored: Order, request: Repeatable, { book, seen, markets, mark, times }: Grounds): Entry {
  const allowedOn = (accounts: Book): readonly Decided[] =>
    times.flatMap((now) =>
      markets.map((market) => decideEntry(book, request, { now, accounts, marketOf: () => market, mark })),
    );
  const allowed = allowedOn(book);
  const entry = allowed.filter(isEntry).find((decided) => isAsStored(decided, stored));
  if (entry !== undefined) return entry;
  // What is turned away changes no account: another command may have changed it between the reading and the commit.
  const earlier = seen
    .flatMap(allowedOn)
    .filter(isEntry)
    .find((decided) => decided.placement.kind === 'turned away' && isAsStored(decided, stored));
  if (earlier !== undefined) return earlier;
  const { status, executionPrice, highWaterMark } = stored;
  const expected = allowed.map((decided) => JSON.stringify(decided, asText)).join('\nor\n');
  throw new Error(
    `an order was placed as ${status}, at ${executionPrice}, with the mark ${highWaterMark}, and not\n${expected}`,
  );
}

function isEntry(decided: Decided): decided is Entry {
  return 'placement' in decided;
}

/** Whether the order that was stored is the one that was decided. */
function isAsStored({ placement, terms }: Entry, stored: Order): boolean {
  const { status, executionPrice, highWaterMark } = stored;
  switch (placement.kind) {
    case 'filled':
      return status === 'COMPLETED' && executionPrice?.toString() === price(placement.price);
    case 'turned away':
      return status === 'CANCELLED' && stored.quantity.toString() === quantity(terms.units);
    case 'rests':
      return (
        status === 'QUEUED' &&
        highWaterMark?.toString() === (placement.mark === undefined ? undefined : price(placement.mark))
      );
  }
}

/** JSON knows no bigint. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
