import type { ErrorCode } from '@orderfolio/domain';
import type { Book } from './book.ts';
import { lineOfCash, lineOfModelOrder } from './lines.ts';
import { type ModelOrder, sideOf } from './orders.ts';
import { isMalformed, type Market, type Placement, type Purse, placementOf, purseOf } from './placing.ts';
import { bodyOf, type PlaceRequest, type Repeatable, type ReplaceRequest, receiptOf } from './requests.ts';

/** An order that may enter the book, and the one whose place it takes. */
export interface Entry {
  readonly terms: PlaceRequest;
  readonly placement: Exclude<Placement, { kind: 'refused' }>;
  readonly replaced: ModelOrder | undefined;
}

/** The verdict on a command that places an order: it is refused, answered as before, or enters the book. */
export type Decided = { readonly codes: readonly ErrorCode[] } | { readonly replay: string } | Entry;

/** What the command sees beside the book. */
export interface View {
  readonly now: number;
  marketOf(assetId: string): Market;
  /** The account, where it is not that of the book. */
  readonly accounts?: Book | undefined;
  /** The mark of the order that is replaced, where it is not that of the book. */
  readonly mark?: bigint | undefined;
}

/** It only looks, and changes nothing. */
export function decideEntry(book: Book, request: Repeatable, view: View): Decided {
  if (request.kind === 'place' && isMalformed(request)) return { codes: ['VALIDATION_FAILED'] };
  const receipt = book.receipts.get(receiptOf(request) ?? '');
  if (receipt !== undefined)
    return receipt.body === bodyOf(request)
      ? { replay: `replayed\n${receipt.reply}` }
      : { codes: ['IDEMPOTENCY_CONFLICT'] };
  const replaced = request.kind === 'replace' ? restingOrder(book, request) : undefined;
  if (typeof replaced === 'string') return { codes: [replaced] };
  const asked = request.kind === 'place' ? request : replacementTerms(replaced, request);
  if (asked === undefined) return { codes: ['VALIDATION_FAILED'] };
  const purse = purseWithout(view.accounts ?? book, asked, replaced);
  const terms = asked.isAll === true ? { ...asked, units: purse.units, isExempt: true } : asked;
  const mark = view.mark ?? replaced?.mark;
  const placement = placementOf(terms, purse, view.marketOf(terms.assetId), view.now, mark);
  return placement.kind === 'refused' ? placement : { terms, placement, replaced };
}

/** The order that the user may still end; else the code that says why not. */
export function restingOrder(
  book: Book,
  { username, target }: { readonly username: string; readonly target: number },
): ModelOrder | ErrorCode {
  const order = book.orders.get(target);
  if (order === undefined || order.username !== username) return 'ORDER_NOT_FOUND';
  return order.status === 'QUEUED' ? order : 'INVALID_ORDER_TRANSITION';
}

/** What a replacement asks for: undefined where the order has no such price. */
function replacementTerms(order: ModelOrder | undefined, request: ReplaceRequest): PlaceRequest | undefined {
  if (order === undefined) return undefined;
  for (const field of ['limit', 'stop'] as const)
    if (request[field] !== undefined && order[field] === undefined) return undefined;
  const { username, type, assetId, trailAmount, trailPercent, timeInForce, expiresAt } = order;
  const { units = order.units, limit = order.limit, stop = order.stop, key } = request;
  const kept = { username, type, assetId, trailAmount, trailPercent, timeInForce, expiresAt };
  return { ...kept, kind: 'place', units, isExempt: request.units === undefined, limit, stop, key };
}

/** What the user may spend once the replaced order holds nothing. */
function purseWithout(book: Book, { username, assetId }: PlaceRequest, replaced: ModelOrder | undefined): Purse {
  const { cents, units } = purseOf(book.account(username), assetId);
  if (replaced === undefined) return { cents, units };
  const { held = 0n } = replaced;
  return sideOf(replaced) === 'BUY' ? { cents: cents + held, units } : { cents, units: units + held };
}

/** The order in the book, as it was decided. Returns the answer to the command. */
export function enter(book: Book, request: Repeatable, by: number, { terms, placement, replaced }: Entry): string {
  if (replaced !== undefined) book.end(replaced, 'CANCELLED');
  const { kind: _kind, isAll: _isAll, isExempt: _isExempt, ...said } = terms;
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
  const reply = replaced === undefined ? answer : `${lineOfModelOrder(replaced)}\n${answer}`;
  const key = receiptOf(request);
  if (key !== undefined) book.receipts.set(key, { body: bodyOf(request), reply });
  return reply;
}

/** The order, and the cash after it where it moved: else the answer shows whatever was read. */
export function replyOf(book: Book, order: ModelOrder): string {
  const line = lineOfModelOrder(order);
  const movesCash = order.status === 'COMPLETED' || (sideOf(order) === 'BUY' && order.held !== undefined);
  return movesCash ? `${line}\n${lineOfCash(order.username, book.account(order.username))}` : line;
}
