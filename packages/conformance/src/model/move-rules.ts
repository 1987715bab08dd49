import type { ErrorCode } from '@orderfolio/domain';
import { QUANTITY_DECIMALS } from './amounts.ts';
import type { MoveRequest } from './requests.ts';
import { heldLine, moveLine, type Terms, withEntry } from './state.ts';
import { type Case, refused, type Verdict } from './verdict.ts';

const TYPES = { transferIn: 'TRANSFER_IN', transferOut: 'TRANSFER_OUT', adjustHolding: 'ADJUSTMENT' } as const;

/** The verdict on a movement of assets without a trade. */
export function moveVerdict({ request, by, state, seen }: Case<MoveRequest>): Verdict {
  const { kind, username, assetId, units } = request;
  const account = state.accounts.get(username);
  if (account === undefined) return refused('USER_NOT_FOUND');
  const terms = seen.assets.get(assetId);
  if (terms === undefined) return refused('ASSET_NOT_FOUND');

  const owned = account.holdings.get(assetId) ?? 0n;
  const left = kind === 'transferOut' ? owned - units : owned + units;
  const reasons = reasonsAgainst(request, terms, owned, left);
  if (reasons.length > 0) return refused(...reasons);

  const move = { type: TYPES[kind], assetId, units };
  const after = {
    ...account,
    holdings: withEntry(account.holdings, assetId, left),
    moves: withEntry(account.moves, by, move),
  };
  const rows = [moveLine(username, by, move), heldLine(username, assetId, after)];
  return {
    kind: 'done',
    next: { ...state, accounts: withEntry(state.accounts, username, after) },
    written: rows,
    reply: rows.join('\n'),
  };
}

/** All reasons to refuse it. An adjustment may be small, and may have too many decimals if it takes all. */
function reasonsAgainst({ kind, units }: MoveRequest, terms: Terms, owned: bigint, left: bigint): ErrorCode[] {
  const { decimals, minUnits } = terms;
  const reasons: ErrorCode[] = [];
  const takesAll = kind === 'adjustHolding' && owned > 0n && left === 0n;
  if (!takesAll && units % 10n ** BigInt(QUANTITY_DECIMALS - decimals) !== 0n) reasons.push('VALIDATION_FAILED');
  if (kind !== 'adjustHolding' && units < minUnits) reasons.push('VALIDATION_FAILED');
  if (left < 0n) reasons.push('INSUFFICIENT_ASSET_BALANCE');
  return reasons;
}
