import { Decimal } from '@orderfolio/domain';
import type { Market } from './market.ts';
import type { Contender } from './rounds.ts';
import { ours, type Side } from './tick-sides.ts';

/** A round's work on a market, by one side. Ours always prepares the round. */
type Work = Omit<Contender, 'name'>;
export type WorkOf = (market: Market, side: Side) => Work;

/** How often a round does it. */
export const PER_ROUND = 32;
/** A price that reaches nothing. */
const WITHIN_SPREAD = '50000';
/** This price lies within the spread, and so does every price for some hundred dollars below it. */
const HIGHEST_LIMIT = 49_900;
/** This price lies within the spread too. No tick falls as low. */
const LIMIT_OUT_OF_REACH = '49100';

export const WORKS: { readonly [name: string]: WorkOf } = {
  'a tick that reaches nothing': (_market, side) => ({
    async run() {
      for (const index of calls()) requireFound(await side.tick(index % 2 === 0 ? WITHIN_SPREAD : '50001.5'), 0);
    },
  }),
  'a tick that reaches one order': reaching(1, PER_ROUND),
  'a new high over trailing stops': (market, side) => {
    let high = markOf(market);
    return {
      prepare() {
        high = markOf(market);
      },
      async run() {
        for (const _index of calls()) {
          high = high.plus(CENT);
          requireFound(await side.tick(String(high)), 0);
        }
        if (!markOf(market).eq(high)) throw new Error(`the mark has not risen to ${high}`);
      },
    };
  },
  'placing a limit buy': (market, side) => {
    const placed = new Map<string, string>();
    return {
      async prepare() {
        for (const [orderId, username] of placed) await ours(market).cancel(username, orderId);
        placed.clear();
      },
      async run() {
        for (const index of calls()) {
          const username = usernameOf(market, index);
          placed.set(await side.place(username, LIMIT_OUT_OF_REACH), username);
        }
      },
    };
  },
  'cancelling it': (market, side) => {
    const placed = new Map<string, string>();
    return {
      async prepare() {
        placed.clear();
        for (const index of calls()) {
          const username = usernameOf(market, index);
          placed.set(await ours(market).place(username, LIMIT_OUT_OF_REACH), username);
        }
      },
      async run() {
        for (const [orderId, username] of placed) await side.cancel(username, orderId);
      },
    };
  },
};

/** Falling ticks, each of which reaches `orders` orders. Placing these orders is not counted. */
export function reaching(orders: number, ticks: number): WorkOf {
  const prices = Array.from({ length: ticks }, (_, index) => String(HIGHEST_LIMIT - index));
  return (market, side) => ({
    async prepare() {
      // The last round has left the price below the limits, so new orders would fill at once.
      requireFound(await ours(market).tick(WITHIN_SPREAD), 0);
      for (const price of prices)
        for (let order = 0; order < orders; order++) await ours(market).place(usernameOf(market, order), price);
    },
    async run() {
      for (const price of prices) requireFound(await side.tick(price), orders);
    },
  });
}

/** With another number, the bench would have measured something else. */
function requireFound(found: number, expected: number): void {
  if (found !== expected) throw new Error(`found ${found} instead of ${expected}`);
}

function calls(): Iterable<number> {
  return Array.from({ length: PER_ROUND }).keys();
}

function usernameOf({ usernames }: Market, index: number): string {
  return usernames[index % usernames.length] ?? '';
}

/** Each rise is a cent, so a whole run stays below the sales above the spread. */
const CENT = new Decimal('0.01');

/** The highest price that the market's group of trailing stops has seen. */
function markOf({ database }: Market): Decimal {
  return new Decimal(database.prepare<[], string>('SELECT mark FROM trailing_groups').pluck().get() ?? '0');
}
