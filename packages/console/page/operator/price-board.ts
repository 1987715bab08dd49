import { signal } from '@preact/signals';
import type { FeedEvent } from './feed-event.ts';

/** A price that was applied. */
export interface Tick {
  readonly id: string;
  readonly assetId: string;
  readonly currency: string;
  readonly price: string;
  /** When it was the price. */
  readonly at: string;
}

/** The last prices of an asset in a currency, the newest last. */
export interface Quote {
  readonly assetId: string;
  readonly currency: string;
  readonly ticks: readonly Tick[];
  /** How many have come. */
  readonly count: number;
}

/** How many prices a sparkline has. */
export const KEPT_TICKS = 60;
/** How many of the newest prices of all assets are kept. */
export const KEPT_TAPE = 100;
/** How many pairs of an asset and a currency are kept: those with the newest prices. */
export const KEPT_QUOTES = 500;

export function tickOf({ id, type, at, data }: FeedEvent): Tick | undefined {
  const { assetId, currency, price, pricedAt } = data;
  if (type !== 'PRICE_APPLIED' || typeof assetId !== 'string' || typeof price !== 'string') return undefined;
  return {
    id,
    assetId,
    currency: typeof currency === 'string' ? currency : 'USD',
    price,
    at: typeof pricedAt === 'string' ? pricedAt : at,
  };
}

/** The prices as they come: the last ones of each asset in each currency, and of all together. */
export class PriceBoard {
  /** The last ones of all, the newest first. */
  readonly tape = signal<readonly Tick[]>([]);
  /** By asset and currency. The one with the newest price is the last. */
  readonly quotes = signal<ReadonlyMap<string, Quote>>(new Map());

  /** A price that comes again is passed by. */
  add(ticks: readonly Tick[]): void {
    const quotes = new Map(this.quotes.value);
    const fresh: Tick[] = [];
    for (const tick of ticks) {
      const key = quoteKey(tick);
      const known = quotes.get(key);
      if (known?.ticks.some(({ id }) => id === tick.id)) continue;
      fresh.unshift(tick);
      quotes.delete(key);
      quotes.set(key, {
        assetId: tick.assetId,
        currency: tick.currency,
        ticks: [...(known?.ticks ?? []), tick].slice(-KEPT_TICKS),
        count: (known?.count ?? 0) + 1,
      });
    }
    if (fresh.length === 0) return;
    for (const [key] of [...quotes].slice(0, Math.max(quotes.size - KEPT_QUOTES, 0))) quotes.delete(key);
    this.quotes.value = quotes;
    this.tape.value = [...fresh, ...this.tape.value].slice(0, KEPT_TAPE);
  }

  clear(): void {
    this.tape.value = [];
    this.quotes.value = new Map();
  }
}

export function quoteKey({ assetId, currency }: { readonly assetId: string; readonly currency: string }): string {
  return `${assetId}/${currency}`;
}

/** The prices as points of a line in a box: `0,10 5,4`. Equal prices lie in the middle. */
export function sparkPoints(prices: readonly string[], width: number, height: number): string {
  const values = prices.map(Number);
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  return values
    .map((value, index) => {
      const up = span === 0 ? 0.5 : (value - low) / span;
      return `${round(index * step)},${round(height - up * height)}`;
    })
    .join(' ');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
