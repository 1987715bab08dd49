import type { ErrorCode } from '@orderfolio/domain';
import { availableOf, type MoveRow } from './account.ts';
import type { Book, Listing } from './book.ts';
import { lineOfHolding, lineOfMove } from './book-lines.ts';
import { hasDecimalsOf } from './placing.ts';
import type { MoveRequest } from './requests.ts';

const TYPES = { transferIn: 'TRANSFER_IN', transferOut: 'TRANSFER_OUT', adjustHolding: 'ADJUSTMENT' } as const;

/** The reasons to refuse a movement of assets. An adjustment may be small, and may have too many decimals if it takes all. */
export function reasonsAgainstMove(
  book: Book,
  { kind, username, assetId, units }: MoveRequest,
  listing: Listing | undefined,
): readonly ErrorCode[] {
  const account = book.accounts.get(username);
  if (account === undefined) return ['USER_NOT_FOUND'];
  if (listing === undefined) return ['ASSET_NOT_FOUND'];
  const available = availableOf(account, assetId);
  const left = kind === 'transferOut' ? available - units : available + units;
  const reasons: ErrorCode[] = [];
  const takesAll = kind === 'adjustHolding' && available > 0n && left === 0n;
  if (!takesAll && !hasDecimalsOf(listing, units)) reasons.push('VALIDATION_FAILED');
  if (kind !== 'adjustHolding' && units < listing.minUnits) reasons.push('VALIDATION_FAILED');
  if (left < 0n) reasons.push('INSUFFICIENT_ASSET_BALANCE');
  return reasons;
}

/** Moves the assets, and returns the answer. */
export function moveAssets(book: Book, by: number, { kind, username, assetId, units }: MoveRequest): string {
  const row: MoveRow = { of: by, type: TYPES[kind], assetId, units };
  book.move(username, row);
  return `${lineOfMove(username, row)}\n${lineOfHolding(username, assetId, book.account(username))}`;
}
