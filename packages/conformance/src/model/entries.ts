import type { ErrorCode } from '@orderfolio/domain';
import { type Cash, cashOf } from './account.ts';
import type { Book } from './book.ts';
import { lineOfCash, lineOfCashRow, lineOfHolding, lineOfModelOrder, linesOfModelOrder } from './book-lines.ts';
import { type ModelOrder, sideOf } from './orders.ts';
import { type Grounds, type Market, type Placement, type Purse, placementOf, purseOf, unitsWorth } from './placing.ts';
import type { OrderRequest, PlaceRequest, ReplaceRequest } from './requests.ts';

/** An order that may enter the book, and the one whose place it takes. */
export interface Entry {
  readonly terms: PlaceRequest;
  readonly placement: Exclude<Placement, { kind: 'refused' }>;
  readonly replaced: ModelOrder | undefined;
}

/** The verdict on a command that places an order: it is refused, or the order enters the book. */
export type Decided = { readonly codes: readonly ErrorCode[] } | Entry;

/** The records that a command sees and does not write. */
export interface View {
  readonly now: number;
  marketOf(assetId: string): Market;
  /** The accounts, if they are not those of the book. */
  readonly accounts?: Book | undefined;
  /** The mark of the order that is replaced, if it is not that of the book. */
  readonly mark?: bigint | undefined;
  /** The balances that a command may show without writing them, if they are not that of the book. */
  readonly shown?: readonly Cash[] | undefined;
}

/** Only looks, and changes nothing. */
export function decideEntry(book: Book, request: OrderRequest, view: View): Decided {
  const replaced = request.kind === 'replace' ? restingOrder(book, request) : undefined;
  if (typeof replaced === 'string') return { codes: [replaced] };
  const asked = request.kind === 'place' ? request : replacementTerms(replaced, request);
  if (asked === undefined) return { codes: ['VALIDATION_FAILED'] };
  const purse = purseWithout(view.accounts ?? book, asked, replaced);
  if (purse === undefined) return { codes: ['USER_NOT_FOUND'] };
  const grounds = { market: view.marketOf(asked.assetId), charge: book.charge, now: view.now };
  const terms = sized(asked, purse, grounds);
  const placement = placementOf(terms, purse, grounds, view.mark ?? replaced?.mark);
  return placement.kind === 'refused' ? placement : { terms, placement, replaced };
}

/** The order with its quantity. */
function sized(asked: PlaceRequest, { units }: Purse, grounds: Grounds): PlaceRequest {
  if (asked.isAll === true) return { ...asked, units, isExempt: true };
  return asked.worth === undefined ? asked : { ...asked, units: unitsWorth(asked, asked.worth, grounds) };
}

/** The order, if the user may still end it, or else the code that says why not. */
export function restingOrder(
  book: Book,
  { username, target }: { readonly username: string; readonly target: number },
): ModelOrder | ErrorCode {
  const order = book.orders.get(target);
  if (order === undefined || order.username !== username) return 'ORDER_NOT_FOUND';
  return order.status === 'QUEUED' ? order : 'INVALID_ORDER_TRANSITION';
}

/** The price that a replacement asks for. Undefined if the order has no such price. */
function replacementTerms(order: ModelOrder | undefined, request: ReplaceRequest): PlaceRequest | undefined {
  if (order === undefined) return undefined;
  for (const field of ['limit', 'stop'] as const)
    if (request[field] !== undefined && order[field] === undefined) return undefined;
  const { username, type, assetId, trailAmount, trailPercent, timeInForce, expiresAt } = order;
  const { units = order.units, limit = order.limit, stop = order.stop, key } = request;
  const kept = { username, type, assetId, trailAmount, trailPercent, timeInForce, expiresAt };
  return { ...kept, kind: 'place', units, isExempt: request.units === undefined, limit, stop, key };
}

/** The cash that the user may spend once the replaced order holds nothing. Undefined if there is no such user. */
function purseWithout({ accounts }: Book, asked: PlaceRequest, replaced: ModelOrder | undefined): Purse | undefined {
  const account = accounts.get(asked.username);
  if (account === undefined) return undefined;
  const { cents, units } = purseOf(account, asked);
  if (replaced === undefined) return { cents, units };
  const { held = 0n } = replaced;
  return sideOf(replaced) === 'BUY' ? { cents: cents + held, units } : { cents, units: units + held };
}

/** Puts the order into the book, as it was decided. Returns the answer. */
export function enter(book: Book, by: number, { terms, placement, replaced }: Entry): string {
  if (replaced !== undefined) book.end(replaced, 'CANCELLED');
  const { kind: _kind, isAll: _isAll, worth: _worth, isExempt: _isExempt, spelling: _spelling, ...said } = terms;
  const isMarket = said.type === 'MARKET_BUY' || said.type === 'MARKET_SELL';
  const timeInForce = said.timeInForce ?? (said.expiresAt === undefined ? 'GTC' : 'GTD');
  const order: ModelOrder = { ...said, ...(!isMarket && { timeInForce }), by, status: 'QUEUED' };
  if (placement.kind === 'filled') book.fillAtOnce(order, placement.price);
  else if (placement.kind === 'turned away') book.turnAway(order);
  else {
    order.mark = placement.mark;
    book.rest(order);
  }
  const answer = replyOf(book, order);
  return replaced === undefined ? answer : `${lineOfModelOrder(replaced)}\n${answer}`;
}

/** The answer to a command that writes the order: the order, its rows, and the cash and the holding that it has moved. */
export function replyOf(book: Book, order: ModelOrder): string {
  const { username, assetId, by, status, held, currency = 'USD' } = order;
  const account = book.account(username);
  const isFilled = status === 'COMPLETED';
  const hasHeld = held !== undefined;
  const isBuy = sideOf(order) === 'BUY';
  const lines = linesOfModelOrder(order);
  const row = account.rows.find(({ of, type }) => of === by && (type === 'ORDER_HOLD') === !isFilled);
  if (row !== undefined) lines.push(lineOfCashRow(username, row));
  if (isFilled || (isBuy && hasHeld)) lines.push(lineOfCash(username, currency, cashOf(account, currency)));
  if (isFilled || (!isBuy && hasHeld)) lines.push(lineOfHolding(username, assetId, account));
  return lines.join('\n');
}
