import { Decimal, ZERO } from '@orderfolio/domain';
import { below, shareOf } from './amounts.ts';
import type { Desk } from './desk.ts';
import type { MarketDay } from './market.ts';
import type { OrderDesk } from './order-desk.ts';

/** A trader's rules at the close of a day. Nothing is left to chance, so the same series tells the same story. */
export interface Trader {
  trade(day: MarketDay): Promise<void>;
  /** The last day is over. */
  close?(day: MarketDay): Promise<void>;
}

const MONTHLY_SAVINGS = '1000.00';

/** Pays in on the first trading day of every month, and buys each asset for an equal share. */
export function savingsPlan(desk: Desk): Trader {
  let month = '';
  return {
    async trade({ date, closes }) {
      if (date.startsWith(month) && month !== '') return;
      const isFirst = month === '';
      month = date.slice(0, '2026-01'.length);
      const key = `plan-${month}`;
      await desk.deposit(MONTHLY_SAVINGS, key);
      // She sends her first deposit again, as if its answer had been lost.
      if (isFirst) await desk.deposit(MONTHLY_SAVINGS, key);
      const share = shareOf(new Decimal(MONTHLY_SAVINGS), closes.size);
      for (const assetId of closes.keys()) await desk.buyFor(share, assetId);
    },
  };
}

const AVERAGE_DAYS = 20;

/** Buys when an asset closes above its 20-day average, and sells all of it when it closes below. */
export function trendFollower(desk: Desk): Trader {
  const recent = new Map<string, readonly Decimal[]>();
  const bought = new Set<string>();
  let hasPaidIn = false;

  return {
    async trade({ date, closes }) {
      if (!hasPaidIn) await desk.deposit('10000.00', `start-${date}`);
      hasPaidIn = true;
      for (const [assetId, price] of closes) {
        const window = [...(recent.get(assetId) ?? []), price].slice(-AVERAGE_DAYS);
        recent.set(assetId, window);
        if (window.length < AVERAGE_DAYS) continue;
        if (isAboveAverage(price, window) === bought.has(assetId)) continue;
        if (bought.delete(assetId)) {
          await desk.sellAll(assetId, price);
        } else {
          // The free cash is shared among the assets that she does not have yet.
          await desk.buyFor(shareOf(await desk.cash(), closes.size - bought.size), assetId);
          bought.add(assetId);
        }
      }
    },
  };
}

/** price > sum ÷ n, without a division that would have to round. */
function isAboveAverage(price: Decimal, window: readonly Decimal[]): boolean {
  const sum = window.reduce((total, close) => total.plus(close), ZERO);
  return price.times(String(window.length)).gt(sum);
}

/**
 * Trades in another currency than that of the deposit. Wants twice what the cash pays for, is refused, takes half of
 * it, and sells at the end.
 */
export function dreamer(desk: Desk): Trader {
  let hasStarted = false;
  return {
    async trade({ date, closes }) {
      if (hasStarted) return;
      hasStarted = true;
      await desk.deposit('500.00', `start-${date}`);
      await desk.convertAll();
      const cash = await desk.cash();
      for (const assetId of [...closes.keys()].slice(0, 1)) {
        await desk.buyFor(cash.times('2'), assetId);
        await desk.buyFor(shareOf(cash, 2), assetId);
      }
    },
    async close({ closes }) {
      for (const [assetId, price] of closes) await desk.sellAll(assetId, price);
      await desk.withdrawAll();
    },
  };
}

const DISCOUNT_PERCENT = '3';
const TRAIL_PERCENT = '5';
const PATIENCE_DAYS = 7;
const DAY_MS = 86_400_000;

/** Buys only below the market, guards her holding with a stop that follows the price, and starts again. */
export function patientBuyer(desk: Desk, orders: OrderDesk): Trader {
  let hasPaidIn = false;
  return {
    async trade({ date, closes }) {
      if (!hasPaidIn) await desk.deposit('1000.00', `start-${date}`);
      hasPaidIn = true;
      if (await orders.hasOpen()) return;
      for (const [assetId, price] of [...closes].slice(0, 1)) {
        if (await orders.trail(assetId, TRAIL_PERCENT, below(price, TRAIL_PERCENT))) return;
        const expiresAt = new Date(Date.parse(`${date}T16:00:00.000Z`) + PATIENCE_DAYS * DAY_MS).toISOString();
        await orders.bid(shareOf(await desk.cash(), 2), assetId, below(price, DISCOUNT_PERCENT), expiresAt);
      }
    },
    close: () => orders.cancelAll(),
  };
}
