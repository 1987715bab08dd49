import type { ErrorCode } from '@orderfolio/domain';
import type { Book, MoveRow } from './book.ts';
import { lineOfHolding, lineOfMove } from './lines.ts';
import { hasDecimalsOf } from './placing.ts';
import type { MoveRequest } from './requests.ts';

const TYPES = { transferIn: 'TRANSFER_IN', transferOut: 'TRANSFER_OUT', adjustHolding: 'ADJUSTMENT' } as const;

/** Everything that speaks against moving these assets. */
export function reasonsAgainstMove(book: Book, { kind, username, assetId, units }: MoveRequest): readonly ErrorCode[] {
  const listing = book.listings.get(assetId);
  if (listing === undefined) return ['ASSET_NOT_FOUND'];
  const available = book.account(username).holdings.get(assetId)?.available ?? 0n;
  const left = kind === 'transferOut' ? available - units : available + units;
  const reasons: ErrorCode[] = [];
  const takesAll = kind === 'adjustHolding' && available > 0n && left === 0n;
  if (!takesAll && !hasDecimalsOf(listing, units)) reasons.push('VALIDATION_FAILED');
  if (kind !== 'adjustHolding' && units < listing.minUnits) reasons.push('VALIDATION_FAILED');
  if (left < 0n) reasons.push('INSUFFICIENT_ASSET_BALANCE');
  return reasons;
}

/** Moves them. Returns the answer to the command. */
export function moveAssets(book: Book, by: number, { kind, username, assetId, units }: MoveRequest): string {
  const row: MoveRow = { of: by, type: TYPES[kind], assetId, units };
  book.move(username, row);
  return `${lineOfMove(username, row)}\n${lineOfHolding(username, assetId, book.account(username))}`;
}
