import type { Order, Orderfolio } from '@orderfolio/domain';
import type { Authentication } from '@orderfolio/security';
import type { DayClock } from './day-clock.ts';
import { Desk, type Tell } from './desk.ts';
import type { MarketDay } from './market.ts';
import { OrderDesk } from './order-desk.ts';
import { dreamer, patientBuyer, savingsPlan, type Trader, trendFollower } from './traders.ts';

const NAMES: Readonly<Record<string, string>> = { BTC: 'Bitcoin', ETH: 'Ethereum', SOL: 'Solana' };

/** The exchange rate of the whole story. */
export const DOLLARS_PER_EURO = '1.08';

/** Each order pays this share of its total as its fee. */
export const FEE_RATE = '0.001';

export interface Stage {
  readonly app: Orderfolio;
  readonly frontDesk: Authentication;
  readonly clock: DayClock;
  readonly days: readonly MarketDay[];
  readonly tell: Tell;
  /** Called after each day with the number of days done. */
  readonly onDay: (done: number) => void;
  /** Ends the story between two days. */
  readonly signal: AbortSignal;
}

/** Plays the story day by day. Returns the usernames of its traders. */
export async function playStory(stage: Stage): Promise<readonly string[]> {
  const { clock, days, onDay, signal } = stage;
  const last = days.at(-1);
  if (last === undefined) return [];
  const story = await beginStory(stage);
  for (const [index, day] of days.entries()) {
    signal.throwIfAborted();
    clock.startDay(day.date);
    await story.price(day.closes);
    for (const trader of story.traders) await trader.trade(day);
    onDay(index + 1);
  }
  for (const trader of story.traders) await trader.close?.(last);
  return story.usernames;
}

/** A story that has begun. */
export interface Story {
  readonly usernames: readonly string[];
  readonly traders: readonly Trader[];
  /** New prices of all assets: in the catalogue, and for the orders that wait. */
  price(closes: MarketDay['closes']): Promise<void>;
}

/** Lists the assets of the days, and registers the traders. */
export async function beginStory(stage: Pick<Stage, 'app' | 'frontDesk' | 'clock' | 'days' | 'tell'>): Promise<Story> {
  const { app, clock, days, tell } = stage;
  const [first] = days;
  if (first !== undefined) clock.startDay(first.date);
  await listAssets(app, days);
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: DOLLARS_PER_EURO });
  const desks = await registerTraders(stage);
  const ordersOfDora = new OrderDesk(app, desks.dora.username, tell);
  return {
    usernames: Object.values(desks).map(({ username }) => username),
    traders: [
      savingsPlan(desks.alice),
      trendFollower(desks.bruno),
      dreamer(desks.clara),
      patientBuyer(desks.dora, ordersOfDora),
    ],
    async price(closes) {
      for (const [assetId, close] of closes) await app.assets.update(assetId, { priceUsd: close });
      for (const order of await endOrders(stage, closes))
        if (order.username === ordersOfDora.username) await ordersOfDora.tellEnd(order);
    },
  };
}

/** Applies the prices to the orders that wait, and ends the expired ones, as a worker does in a service. */
async function endOrders(
  { app, clock }: Pick<Stage, 'app' | 'clock'>,
  closes: MarketDay['closes'],
): Promise<readonly Order[]> {
  const ended: Order[] = [];
  const at = clock.now().toISOString();
  for (const [assetId, price] of closes) {
    const { filled, failed, expired } = await app.orders.onPrice({ assetId, price, at });
    ended.push(...filled, ...failed, ...expired);
  }
  const { expired } = await app.orders.expireDue();
  return [...ended, ...expired];
}

async function listAssets(app: Orderfolio, days: readonly MarketDay[]): Promise<void> {
  const assetIds = new Set(days.flatMap(({ closes }) => [...closes.keys()]));
  for (const assetId of assetIds) {
    // Zero means no price yet. The first day brings one.
    await app.assets.create({ assetId, name: NAMES[assetId] ?? assetId, category: 'crypto', priceUsd: '0' });
  }
}

async function registerTraders({ app, frontDesk, tell }: Pick<Stage, 'app' | 'frontDesk' | 'tell'>) {
  const desks = {
    alice: new Desk(app, frontDesk, 'alice_plan', tell),
    bruno: new Desk(app, frontDesk, 'bruno_trend', tell),
    clara: new Desk(app, frontDesk, 'clara_dream', tell, 'EUR'),
    dora: new Desk(app, frontDesk, 'dora_limits', tell),
  };
  await desks.alice.register('Alice', 'Planner', 'a standing order 1000');
  await desks.bruno.register('Bruno', 'Trend', 'twenty days on average');
  await desks.clara.register('Clara', 'Dreamer', 'to the moon and back');
  await desks.clara.logIn('To the Moon and back');
  await desks.clara.logIn('to the moon and back');
  await desks.dora.register('Dora', 'Limits', 'three percent below or never');
  return desks;
}
