import {
  type AssetTransaction,
  type AssetTransactionType,
  type BalanceTransaction,
  type Decimal,
  type Orderfolio,
  ZERO,
} from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem } from './assertions.ts';
import type { Trader } from './trader.ts';

/** The rows that had an effect, in the order of their effects. */
export function effectsOf(rows: readonly BalanceTransaction[]): readonly BalanceTransaction[] {
  return rows
    .filter(({ status }) => status === 'COMPLETED')
    .toSorted((one, other) => (one.balanceSequence ?? 0) - (other.balanceSequence ?? 0));
}

/** The types whose positive quantity leaves the holding. An adjustment has a sign. */
const WAYS_OUT: readonly AssetTransactionType[] = ['SELL', 'TRANSFER_OUT'];

/** What the row has added to its holding. Less than zero if it has taken. */
export function movedBy({ type, quantity }: AssetTransaction): Decimal {
  return WAYS_OUT.includes(type) ? quantity.neg() : quantity;
}

/**
 * Expects that the effects of each balance follow from one another, from zero to the stored balance. Expects also that
 * no clock has disturbed the order of the list.
 */
export async function expectCashChain(app: Orderfolio, username: string): Promise<void> {
  const rows = await everyItem((page) => app.funds.listTransactions(username, page));
  const balance = await app.funds.getBalance(username);
  let running = ZERO;
  for (const [index, row] of effectsOf(rows).entries()) {
    running = running.plus(row.amount);
    expect([row.balanceSequence, `${row.balanceAfter}`]).toEqual([index + 1, `${running}`]);
  }
  expect([balance.sequence, `${balance.currentBalance}`]).toEqual([effectsOf(rows).length, `${running}`]);
  expectNotBackwards(rows.toReversed().map(({ createdAt }) => createdAt));
}

/** Like `expectCashChain`, for a holding. */
export async function expectAssetChain(app: Orderfolio, { username, assetId }: Trader): Promise<void> {
  const rows = await everyItem((page) => app.portfolio.listTransactions(username, { ...page, assetId }));
  const holding = await app.portfolio.holding(username, assetId);
  const effects = rows.toSorted((one, other) => (one.holdingSequence ?? 0) - (other.holdingSequence ?? 0));
  let running = ZERO;
  for (const [index, row] of effects.entries()) {
    running = running.plus(movedBy(row));
    expect([row.holdingSequence, `${row.quantityAfter}`]).toEqual([index + 1, `${running}`]);
  }
  expect([holding.sequence, `${holding.quantity}`]).toEqual([effects.length, `${running}`]);
  expectNotBackwards(rows.toReversed().map(({ createdAt }) => createdAt));
}

/** Expects that no value is smaller than the one before it. */
export function expectNotBackwards(stamps: readonly string[]): void {
  expect(stamps).toEqual(stamps.toSorted());
}
