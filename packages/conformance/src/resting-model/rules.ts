import type { ErrorCode } from '@orderfolio/domain';
import type { Book } from './book.ts';
import { decideEntry, enter, replyOf, restingOrder } from './entries.ts';
import { lineOfCash } from './lines.ts';
import { moveAssets, reasonsAgainstMove } from './moves.ts';
import { byTrigger, isDue, isReached, type ModelOrder, sideOf, tradedCents } from './orders.ts';
import { marketOf } from './placing.ts';
import type { BreakRequest, CatalogueRequest, Repeatable, Request, TickRequest } from './requests.ts';
import { STRANGER, STRANGERS_UNITS } from './setting.ts';
import { asApplied, isKnown, isRefused, type ModelTick } from './tick-order.ts';

/** What became of a command: what it answers with, or one of the reasons why it is refused. */
export type Verdict =
  | { readonly kind: 'done'; readonly reply: string }
  | { readonly kind: 'unchanged'; readonly reply: string }
  | { readonly kind: 'refused'; readonly codes: readonly ErrorCode[] };

/** A command, its number, and the time when it is decided. */
export interface Case<R extends Request = Request> {
  readonly request: R;
  readonly by: number;
  readonly now: number;
}

/** Carries the command out in the book, or refuses it and leaves the book as it is: the whole domain in plain rules. */
export function carryOut(book: Book, given: Case): Verdict {
  const { request, by, now } = given;
  switch (request.kind) {
    case 'place':
    case 'replace':
      return enterOnce(book, { request, by, now });
    case 'cancel': {
      const order = restingOrder(book, request);
      if (typeof order === 'string') return refused(order);
      book.end(order, 'CANCELLED');
      return done(replyOf(book, order));
    }
    case 'tick':
      return applyTick(book, { request, by, now });
    case 'expire': {
      const due = book.open.filter((order) => isDue(order, request.at));
      due.sort(byExpiry(book));
      for (const order of due) book.end(order, 'EXPIRED');
      const reply = expiryReply(due, brokenBy(book, request.at));
      return due.length > 0 ? done(reply) : { kind: 'unchanged', reply };
    }
    case 'break':
      book.broken.push(brokenOrder(request, by));
      return done('');
    case 'deposit':
      book.deposit(by, request.username, request.cents);
      return done(lineOfCash(request.username, book.account(request.username)));
    case 'withdraw':
      if (request.cents > book.account(request.username).available) return refused('INSUFFICIENT_BALANCE');
      book.withdraw(by, request.username, request.cents);
      return done(lineOfCash(request.username, book.account(request.username)));
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding': {
      const reasons = reasonsAgainstMove(book, request);
      return reasons.length > 0 ? refused(...reasons) : done(moveAssets(book, by, request));
    }
    case 'createUser':
      book.account(request.username);
      return done('');
    default:
      return changeCatalogue(book, { request, now });
  }
}

/** The order as it waits in the index, and nowhere else. */
export function brokenOrder({ kind: _kind, ...terms }: BreakRequest, by: number): ModelOrder {
  return { ...terms, by, username: STRANGER, units: STRANGERS_UNITS, status: 'QUEUED' };
}

function refused(...codes: readonly ErrorCode[]): Verdict {
  return { kind: 'refused', codes };
}

function done(reply: string): Verdict {
  return { kind: 'done', reply };
}

function enterOnce(book: Book, { request, by, now }: Case<Repeatable>): Verdict {
  const decided = decideEntry(book, request, { now, marketOf: (assetId) => marketOf(book, assetId) });
  if ('codes' in decided) return refused(...decided.codes);
  if ('replay' in decided) return { kind: 'unchanged', reply: decided.replay };
  return done(enter(book, request, by, decided));
}

/** Looks at every order that waits, whether or not the price reaches it. */
function applyTick(book: Book, { request, now }: Case<TickRequest>): Verdict {
  const { assetId } = request;
  if (isRefused(request, now)) return refused('VALIDATION_FAILED');
  const listing = book.listings.get(assetId);
  if (listing === undefined) return refused('ASSET_NOT_FOUND');
  if (!listing.isActive || isKnown(book.applied(assetId), request))
    return { kind: 'unchanged', reply: tickReply([], [], 'ignored') };
  const tick = asApplied(request, book.lastTick(assetId), now);
  const ended = endReached(book, assetId, tick, now);
  book.apply(assetId, tick);
  return done(tickReply(ended, brokenAt(book, assetId, tick.price), 'applied'));
}

/** The orders that the price reaches, and nothing can end. */
export function brokenAt(book: Book, assetId: string, price: bigint): ModelOrder[] {
  return book.broken.filter((order) => order.assetId === assetId && isReached(order, price, 0n)).sort(inTurn(book));
}

function endReached(book: Book, assetId: string, tick: ModelTick, now: number): ModelOrder[] {
  const resting = book.resting(assetId);
  const reached = resting.filter((order) => isReached(order, tick.price, order.mark ?? 0n)).sort(inTurn(book));
  for (const order of resting) if (order.mark !== undefined && order.mark < tick.price) order.mark = tick.price;
  for (const order of reached) endAt(book, order, tick, now);
  return reached;
}

/** A reached order ends: too late, for nothing, or filled. */
function endAt(book: Book, order: ModelOrder, tick: ModelTick, now: number): void {
  const side = sideOf(order);
  if (isDue(order, now) || isDue(order, tick.at)) book.end(order, 'EXPIRED');
  else if (side === 'SELL' && tradedCents(side, tick.price, order.units) === 0n) book.end(order, 'FAILED');
  else book.fill(order, tick);
}

/** What a price ended and what it could not end, by the numbers of the orders, and whether it was applied. */
export function tickReply(
  ended: readonly (Numbered & Pick<ModelOrder, 'status'>)[],
  skipped: readonly Numbered[],
  how: 'applied' | 'ignored',
): string {
  const having = (wanted: string): string => numbersOf(ended.filter(({ status }) => status === wanted));
  const words = `filled ${having('COMPLETED')} failed ${having('FAILED')} expired ${having('EXPIRED')}`;
  return `${how}: ${words} skipped ${numbersOf(skipped)}`;
}

/** The orders that the time ended, and those that it could not end. */
export function expiryReply(expired: readonly Numbered[], skipped: readonly Numbered[]): string {
  return `expired ${numbersOf(expired)} skipped ${numbersOf(skipped)}`;
}

/** What is due and nothing can end, the earliest first. */
export function brokenBy(book: Book, at: number): ModelOrder[] {
  return book.broken.filter((order) => isDue(order, at)).sort(byExpiry(book));
}

function byExpiry(book: Book) {
  return (one: ModelOrder, other: ModelOrder): number =>
    (one.expiresAt ?? 0) - (other.expiresAt ?? 0) || book.byAge(one, other);
}

function inTurn(book: Book) {
  return (one: ModelOrder, other: ModelOrder): number => byTrigger(one, other) || book.byAge(one, other);
}

interface Numbered {
  readonly by: number | undefined;
}

function numbersOf(orders: readonly Numbered[]): string {
  return orders.map(({ by }) => `#${by}`).join(' ');
}

function changeCatalogue(book: Book, { request, now: pricedAt }: Omit<Case<CatalogueRequest>, 'by'>): Verdict {
  const { kind, assetId, price, decimals, minUnits } = request;
  const listing = book.listings.get(assetId);
  if (kind === 'createAsset') {
    book.listings.set(assetId, { price, pricedAt, decimals, minUnits, isActive: true });
    return done('');
  }
  if (listing === undefined) return refused('ASSET_NOT_FOUND');
  const next = kind === 'setPrice' ? { ...listing, price, pricedAt } : { ...listing, isActive: kind === 'activate' };
  book.listings.set(assetId, next);
  return { kind: kind !== 'setPrice' && next.isActive === listing.isActive ? 'unchanged' : 'done', reply: '' };
}
