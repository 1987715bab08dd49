import type { BalanceTransaction, Order } from '@orderfolio/domain';
import { type Cash, totalOf } from './account.ts';
import { cash, price, quantity } from './amounts.ts';
import type { Book } from './book.ts';
import { lineOfSetRate } from './book-lines.ts';
import { currencyOf } from './cash-rules.ts';
import { type Decided, decideEntry, type Entry, type View } from './entries.ts';
import { type Charge, finePriceText, rateFrom, rateText, type SetRate } from './money.ts';
import { type Market, marketWith } from './placing.ts';
import {
  type CashRequest,
  type ConvertRequest,
  inShort,
  isCashRequest,
  type OrderRequest,
  type Request,
} from './requests.ts';
import { endingWithoutChange } from './rules.ts';

/** The stored state at one moment. */
export interface Moment {
  readonly book: Book;
  readonly now: number;
}

/**
 * The states of an asset that a command may have seen while it was under way. Not every store reads the asset and its
 * last price at one instant.
 */
export function marketsOf(moments: readonly Moment[], assetId: string): readonly Market[] {
  const books = moments.map(({ book }) => book);
  const rates = new Set(books.map(({ rate }) => rate));
  const listings = new Set(books.map((book) => book.listings.get(assetId)));
  const ticks = new Set(books.map((book) => book.lastTick(assetId)));
  const markets: Market[] = [];
  for (const rate of rates)
    for (const listing of listings) for (const last of ticks) markets.push(marketWith(listing, last, rate));
  return markets;
}

/** The states of its balance that a command may have seen while it was under way, each once. */
function balancesOf(moments: readonly Moment[], request: CashRequest): readonly Cash[] {
  const balances = new Map<string, Cash>();
  for (const { book } of moments) {
    const account = book.accounts.get(request.username);
    const cash = account?.balances.get(currencyOf(account, request));
    if (cash !== undefined) balances.set(Object.values(cash).join(' '), cash);
  }
  return [...balances.values()];
}

/** True if the command may have ended so without a commit, by what it saw at one of these moments. */
export function mayEndUnchanged(request: Request, moments: readonly Moment[], ending: string): boolean {
  // A rate that is as it was need not be written.
  if (request.kind === 'setRate')
    return moments.some(({ book }) => book.rate !== undefined && lineOfSetRate(book.rate) === ending);
  // An order names the holding, which is then not in the same read.
  return moments.some(({ book, now }) =>
    marketsOf(moments, assetOf(request, book)).some((market) =>
      moments.some(({ book: accounts }) => {
        const end = endingWithoutChange(book, request, { now, accounts, marketOf: () => market });
        if (end === undefined) return false;
        return end.kind === 'refused' ? end.codes.some((code) => code === ending) : end.replies.includes(ending);
      }),
    ),
  );
}

/** The asset that the command is about. */
export function assetOf(request: Request, book: Book): string {
  if (request.kind === 'replace') return book.orders.get(request.target)?.assetId ?? '';
  return 'assetId' in request ? request.assetId : '';
}

/** The states that a placed order may have been decided on. */
interface Grounds {
  readonly book: Book;
  /** The book at the moments at which the account may have been read. */
  readonly seen: readonly Book[];
  readonly markets: readonly Market[];
  readonly mark: bigint | undefined;
  /** The times at which it may have been decided, by the clock of who placed it. */
  readonly times: readonly number[];
}

/** The entry that the rules allow and that is as it was stored. Throws if there is none. */
export function entryFor(stored: Order, request: OrderRequest, { book, seen, markets, mark, times }: Grounds): Entry {
  const allowedOn = (accounts: Book): readonly Decided[] =>
    times.flatMap((now) =>
      markets.map((market) => decideEntry(book, request, { now, accounts, marketOf: () => market, mark })),
    );
  const allowed = allowedOn(book);
  const entry = allowed.filter(isEntry).find((decided) => isAsStored(decided, stored));
  if (entry !== undefined) return entry;
  // A refused command changes no account. Another command may have changed the account between the read and the commit.
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

/** True if the stored order is the decided one. */
function isAsStored({ placement, terms }: Entry, stored: Order): boolean {
  const { status, executionPrice, highWaterMark } = stored;
  if (stored.quantity.toString() !== quantity(terms.units)) return false;
  switch (placement.kind) {
    case 'filled':
      return status === 'COMPLETED' && executionPrice?.toString() === finePriceText(placement.price);
    case 'turned away':
      return status === 'CANCELLED';
    case 'rests':
      return (
        status === 'QUEUED' &&
        highWaterMark?.toString() === (placement.mark === undefined ? undefined : price(placement.mark))
      );
  }
}

/** JSON has no bigint. */
function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The state from which it was right to write these rows. Throws if the command cannot have seen it. */
export function viewFor(
  { request, now }: { readonly request: Request; readonly now: number },
  moments: readonly Moment[],
  book: Book,
  [row]: readonly BalanceTransaction[],
): View {
  const balances = isCashRequest(request) ? balancesOf(moments, request) : [];
  // A pending deposit leaves the balance as it is, and its row tells what was read.
  const isNew = row?.version === 1;
  const shown = balances.filter((seen) => !isNew || cash(totalOf(seen)) === row.balanceAfter.toString());
  const markets = marketsOf(moments, assetOf(request, book)).filter(
    ({ rate }) => request.kind !== 'convert' || isConvertedAt(request, row, rate, book.charge),
  );
  const views = markets.map((market) => ({ now, shown, marketOf: () => market }));
  const view = views.find((seen) => endingWithoutChange(book, request, seen) === undefined) ?? views[0];
  if (view === undefined) throw new Error(`${inShort(request)} was carried out at no rate that there was`);
  return view;
}

function isConvertedAt(
  { from }: ConvertRequest,
  row: BalanceTransaction | undefined,
  set: SetRate | undefined,
  charge: Charge | undefined,
): boolean {
  return set !== undefined && rateText(rateFrom(from, set, charge?.spread)) === row?.rate?.toString();
}
