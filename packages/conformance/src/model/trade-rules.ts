import type { ErrorCode } from '@orderfolio/domain';
import { centsOf, QUANTITY_DECIMALS, UNITS_OF_CENT } from './amounts.ts';
import type { TradeRequest } from './requests.ts';
import {
  type Account,
  cashBalanceLine,
  cashRowLine,
  heldLine,
  type Terms,
  type Trade,
  tradeLines,
  withEntry,
} from './state.ts';
import { type Case, refused, type Verdict } from './verdict.ts';

/** The verdict on a market order, at the terms that it saw, with the cash and the holding that are stored. */
export function tradeVerdict({ request, by, state, seen }: Case<TradeRequest>): Verdict {
  const { username, assetId, key } = request;
  const account = state.accounts.get(username);
  if (account === undefined) return refused('USER_NOT_FOUND');
  const terms = seen.assets.get(assetId);
  if (terms === undefined) return refused('ASSET_NOT_FOUND');

  const units = unitsOf(request, terms, account.holdings.get(assetId) ?? 0n);
  const cents = tradedCents(request, terms.price, units);
  const reasons = reasonsAgainst(request, terms, account, { units, cents });
  if (reasons.length > 0) return refused(...reasons);

  const side = request.kind === 'buy' ? 'BUY' : 'SELL';
  const trade: Trade = { side, assetId, units, price: terms.price, cents, key };
  const after = traded(account, by, trade);
  const rows = rowsOf(username, by, trade, after);
  return {
    kind: 'done',
    next: { ...state, accounts: withEntry(state.accounts, username, after) },
    written: rows,
    reply: rows.join('\n'),
  };
}

/** The units that are traded. A buy by amount gets what the amount affords, a sale by amount sells what brings at least the amount. */
function unitsOf({ kind, units }: TradeRequest, { price, decimals }: Terms, owned: bigint): bigint {
  if (units === 'ALL') return owned;
  if (typeof units === 'bigint') return units;
  const least = 10n ** BigInt(QUANTITY_DECIMALS - decimals);
  const leastPrice = price * least;
  if (leastPrice === 0n) return 0n;
  const cash = units.cents * UNITS_OF_CENT;
  return (kind === 'buy' ? cash / leastPrice : (cash + leastPrice - 1n) / leastPrice) * least;
}

/** A buyer pays every begun cent, and a seller gets only full cents. */
function tradedCents({ kind }: TradeRequest, price: bigint, units: bigint): bigint {
  const { whole, hasFraction } = centsOf(price, units);
  return kind === 'buy' && hasFraction ? whole + 1n : whole;
}

/** All reasons to refuse the trade. A refusal may name any of them. */
function reasonsAgainst(
  request: TradeRequest,
  { price, isActive, decimals, minUnits }: Terms,
  { available, holdings }: Account,
  { units, cents }: { readonly units: bigint; readonly cents: bigint },
): ErrorCode[] {
  const { kind, assetId } = request;
  const reasons: ErrorCode[] = [];
  if (request.units === 'ALL' && units === 0n) reasons.push('INSUFFICIENT_ASSET_BALANCE');
  if (!isActive) reasons.push('ASSET_INACTIVE');
  if (price === 0n) reasons.push('PRICE_UNAVAILABLE');
  if (request.units !== 'ALL' && units % 10n ** BigInt(QUANTITY_DECIMALS - decimals) !== 0n)
    reasons.push('VALIDATION_FAILED');
  if (request.units !== 'ALL' && units < minUnits) reasons.push('VALIDATION_FAILED');
  if (typeof request.units === 'object' && (units === 0n || request.units.cents === 0n))
    reasons.push('VALIDATION_FAILED');
  if (kind === 'buy' && cents > available) reasons.push('INSUFFICIENT_BALANCE');
  if (kind === 'sell' && price > 0n && cents === 0n) reasons.push('VALIDATION_FAILED');
  if (kind === 'sell' && units > (holdings.get(assetId) ?? 0n)) reasons.push('INSUFFICIENT_ASSET_BALANCE');
  return reasons;
}

function traded(account: Account, by: number, trade: Trade): Account {
  const { side, assetId, units, cents } = trade;
  const isBuy = side === 'BUY';
  const available = account.available + (isBuy ? -cents : cents);
  const row = {
    type: isBuy ? 'ORDER_PAYMENT' : 'ORDER_SALE',
    cents: isBuy ? -cents : cents,
    status: 'COMPLETED',
    after: available + account.held,
  } as const;
  const owned = account.holdings.get(assetId) ?? 0n;
  return {
    ...account,
    available,
    cashRows: withEntry(account.cashRows, by, row),
    trades: withEntry(account.trades, by, trade),
    holdings: withEntry(account.holdings, assetId, isBuy ? owned + units : owned - units),
  };
}

/** The order, its two rows, and the balance and the holding after it. */
function rowsOf(username: string, by: number, trade: Trade, after: Account): string[] {
  const cashRow = after.cashRows.get(by);
  return [
    ...tradeLines(username, by, trade),
    ...(cashRow === undefined ? [] : [cashRowLine(username, by, cashRow)]),
    cashBalanceLine(username, after),
    heldLine(username, trade.assetId, after),
  ];
}
