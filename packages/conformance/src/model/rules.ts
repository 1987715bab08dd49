import type { ErrorCode } from '@orderfolio/domain';
import { type Cash, cashOf, openAccount } from './account.ts';
import type { Book, Listing } from './book.ts';
import { lineOfListing, lineOfSetRate } from './book-lines.ts';
import { currencyOf, moveCash, reasonsAgainstCash } from './cash-rules.ts';
import { convert, reasonsAgainstConversion } from './conversion-rules.ts';
import { decideEntry, enter, replyOf, restingOrder, type View } from './entries.ts';
import { userLine } from './lines.ts';
import { amountsOf, fine } from './money.ts';
import { moveAssets, reasonsAgainstMove } from './moves.ts';
import { byTrigger, isDue, isReached, type ModelOrder, sideOf } from './orders.ts';
import { isMalformed, marketOf } from './placing.ts';
import {
  type BreakRequest,
  bodyOf,
  type CashRequest,
  type CatalogueRequest,
  isRepeatable,
  type Request,
  type TickRequest,
} from './requests.ts';
import { STRANGER, STRANGERS_UNITS } from './stranger.ts';
import { asApplied, isKnown, isRefused, type ModelTick } from './tick-order.ts';

/** The end of a command: it is carried out, or it changes nothing. It gives one of these answers, or one of these reasons. */
export type Verdict = { readonly kind: 'done'; readonly replies: readonly string[] } | Unchanged;
export type Unchanged =
  | { readonly kind: 'unchanged'; readonly replies: readonly string[] }
  | { readonly kind: 'refused'; readonly codes: readonly ErrorCode[] };

/** A command to judge, the number of what it makes, and the time when it is decided. */
export interface Case<R extends Request = Request> {
  readonly request: R;
  readonly makes: number;
  readonly now: number;
}

/** Carries the command out in the book, or refuses it and leaves the book as it is. This is the whole domain in plain rules. */
export function carryOut(book: Book, given: Case, view: View = viewOf(book, given.now)): Verdict {
  const unchanged = endingWithoutChange(book, given.request, view);
  if (unchanged !== undefined) return unchanged;
  const verdict = carriedOut(book, given, view);
  if (verdict.kind === 'done') book.keep(given.request, verdict.replies);
  return verdict;
}

/** The state that a command sees if nothing overtakes it. */
function viewOf(book: Book, now: number): View {
  return { now, marketOf: (assetId) => marketOf(book, assetId) };
}

/** The end of a command that changes nothing. Undefined if the command changes something. */
export function endingWithoutChange(book: Book, request: Request, view: View): Unchanged | undefined {
  if (request.kind === 'place' && isMalformed(request)) return refused('VALIDATION_FAILED');
  const receipt = book.receipt(request);
  if (receipt !== undefined && isRepeatable(request)) {
    if (receipt.body !== bodyOf(request)) return refused('IDEMPOTENCY_CONFLICT');
    return { kind: 'unchanged', replies: receipt.replies.map((reply) => `replayed\n${reply}`) };
  }
  const reasons = reasonsAgainst(book, request, view);
  if (reasons.length > 0) return refused(...reasons);
  if (request.kind !== 'activate' && request.kind !== 'deactivate') return undefined;
  const listing = book.listings.get(request.assetId);
  if (listing?.isActive !== (request.kind === 'activate')) return undefined;
  return { kind: 'unchanged', replies: [lineOfListing(request.assetId, listing)] };
}

/** All reasons to refuse the command. A refusal may name any of them. */
function reasonsAgainst(book: Book, request: Request, view: View): readonly ErrorCode[] {
  switch (request.kind) {
    case 'place':
    case 'replace': {
      const decided = decideEntry(book, request, view);
      return 'codes' in decided ? decided.codes : [];
    }
    case 'cancel': {
      const order = restingOrder(book, request);
      return typeof order === 'string' ? [order] : [];
    }
    case 'tick':
      if (isRefused(request, view.now)) return ['VALIDATION_FAILED'];
      return book.listings.has(request.assetId) ? [] : ['ASSET_NOT_FOUND'];
    case 'deposit':
    case 'withdraw':
    case 'adjust':
    case 'settle':
      return reasonsAgainstCash(book, request);
    case 'convert':
      return reasonsAgainstConversion(book, request, view.marketOf('').rate);
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return reasonsAgainstMove(view.accounts ?? book, request, view.marketOf(request.assetId).listing);
    case 'createUser': {
      const { username, email } = request;
      const isTaken = [...book.accounts].some(([name, account]) => name === username || account.email === email);
      return isTaken ? ['ALREADY_EXISTS'] : [];
    }
    case 'setPrice':
    case 'setScale':
    case 'activate':
    case 'deactivate':
      return book.listings.has(request.assetId) ? [] : ['ASSET_NOT_FOUND'];
    case 'createAsset':
    case 'setRate':
    case 'expire':
    case 'break':
      return [];
  }
}

/** Carries out a command that nothing speaks against. */
function carriedOut(book: Book, { request, makes, now }: Case, view: View): Verdict {
  switch (request.kind) {
    case 'place':
    case 'replace': {
      const decided = decideEntry(book, request, view);
      return 'codes' in decided ? refused(...decided.codes) : done(enter(book, makes, decided));
    }
    case 'cancel': {
      const order = restingOrder(book, request);
      if (typeof order === 'string') return refused(order);
      book.end(order, 'CANCELLED');
      return done(replyOf(book, order));
    }
    case 'tick':
      return applyTick(book, { request, makes, now });
    case 'expire': {
      const due = book.open.filter((order) => isDue(order, request.at));
      due.sort(byExpiry(book));
      for (const order of due) book.end(order, 'EXPIRED');
      const reply = expiryReply(due, brokenBy(book, request.at));
      return due.length > 0 ? done(reply) : { kind: 'unchanged', replies: [reply] };
    }
    case 'break':
      book.broken.push(brokenOrder(request, makes));
      return done('');
    case 'deposit':
    case 'withdraw':
    case 'adjust':
    case 'settle':
      return done(...moveCash(book, makes, request, shownBy(book, request, view)));
    case 'convert':
      return done(convert(book, makes, request, view.marketOf('').rate));
    case 'setRate': {
      const { base, rate } = request;
      book.rate = { base, rate };
      return done(lineOfSetRate(book.rate));
    }
    case 'transferIn':
    case 'transferOut':
    case 'adjustHolding':
      return done(moveAssets(book, makes, request));
    case 'createUser': {
      const { username, email } = request;
      book.accounts.set(username, openAccount(email));
      return done(userLine({ username, email }));
    }
    default:
      return done(changeCatalogue(book, request, now));
  }
}

function shownBy(book: Book, request: CashRequest, { shown = [] }: View): readonly [Cash, ...Cash[]] {
  const account = book.account(request.username);
  const [first = cashOf(account, currencyOf(account, request)), ...others] = shown;
  return [first, ...others];
}

/** The order as it waits in the index, and nowhere else. */
export function brokenOrder({ kind: _kind, ...terms }: BreakRequest, by: number): ModelOrder {
  return { ...terms, by, username: STRANGER, units: STRANGERS_UNITS, status: 'QUEUED' };
}

function refused(...codes: readonly ErrorCode[]): Unchanged {
  return { kind: 'refused', codes };
}

function done(...replies: readonly string[]): Verdict {
  return { kind: 'done', replies };
}

/** Looks at every order that waits, whether the price reaches it or not. */
function applyTick(book: Book, { request, now }: Case<TickRequest>): Verdict {
  const { assetId } = request;
  if (book.listings.get(assetId)?.isActive !== true || isKnown(book.applied(assetId), request))
    return { kind: 'unchanged', replies: [tickReply([], [], 'ignored')] };
  const tick = asApplied(request, book.lastTick(assetId), now);
  const ended = endReached(book, assetId, tick, now);
  book.apply(assetId, tick);
  return done(tickReply(ended, brokenAt(book, assetId, tick.price), 'applied'));
}

/** The orders that the price reaches, and that nothing can end. */
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

/** Ends a reached order. It comes too late, brings nothing, or is filled. */
function endAt(book: Book, order: ModelOrder, tick: ModelTick, now: number): void {
  const side = sideOf(order);
  if (isDue(order, now) || isDue(order, tick.at)) book.end(order, 'EXPIRED');
  else if (side === 'SELL' && amountsOf(side, fine(tick.price), order.units, book.charge).cash === 0n)
    book.end(order, 'FAILED');
  else book.fill(order, tick);
}

/** The orders that a price ended, those that it could not end, and whether it was applied. */
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

/** The due orders that nothing can end, the earliest first. */
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

function changeCatalogue(book: Book, request: CatalogueRequest, pricedAt: number): string {
  const listing = changed(book.listings.get(request.assetId), request, pricedAt);
  book.listings.set(request.assetId, listing);
  return lineOfListing(request.assetId, listing);
}

function changed(listing: Listing | undefined, request: CatalogueRequest, pricedAt: number): Listing {
  if (request.kind === 'createAsset') {
    const { price, decimals, minUnits } = request;
    return { price, pricedAt, decimals, minUnits, isActive: true };
  }
  if (listing === undefined) throw new Error(`the model has no asset ${request.assetId}`);
  if (request.kind === 'setPrice') return { ...listing, price: request.price, pricedAt };
  if (request.kind === 'setScale') return { ...listing, decimals: request.decimals };
  return { ...listing, isActive: request.kind === 'activate' };
}
