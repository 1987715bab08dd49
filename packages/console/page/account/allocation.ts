import { difference, share, signOf } from '../amounts/decimal.ts';
import type { Portfolio } from '../service/types.ts';

/** A part of a portfolio. */
export interface Part {
  readonly name: string;
  readonly value: string;
  /** Of all parts: from 0 to 1. */
  readonly share: number;
}

/** As many as can be told apart. */
const MOST_PARTS = 6;

/** What the portfolio is made of, the largest first. The smallest are one part together, if there are many. */
export function allocationOf({ cash, assetBalances, totalPortfolioValue: total }: Portfolio): readonly Part[] {
  const found = [
    ...assetBalances.map(({ assetId, value }) => ({ name: assetId, value })),
    ...cash.map(({ currency, value }) => ({ name: `${currency} cash`, value })),
  ].flatMap(({ name, value }) =>
    value !== undefined && signOf(value) === 1 ? [{ name, value, share: share(value, total) ?? 0 }] : [],
  );
  found.sort((one, other) => signOf(difference(other.value, one.value) ?? '0') ?? 0);
  if (found.length <= MOST_PARTS) return found;
  const shown = found.slice(0, MOST_PARTS - 1);
  const rest = shown.reduce((left, { value }) => difference(left, value) ?? left, total);
  return [...shown, { name: `${found.length - shown.length} others`, value: rest, share: share(rest, total) ?? 0 }];
}
