import { randomBytes } from 'node:crypto';
import { withConsole } from '@orderfolio/console';
import {
  createOrderfolio,
  percentageFee,
  runAnalytics,
  type Store,
  systemClock,
  systemTimer,
} from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { createHttpApi } from '@orderfolio/http';
import { serve } from '@orderfolio/http/node';
import type { Authentication } from '@orderfolio/security';
import type { Surroundings } from '../demo.ts';
import { openOffice } from '../front-desk.ts';
import type { MarketDay } from '../market.ts';
import { beginStory, FEE_RATE } from '../story.ts';
import { withTemporaryStore } from '../temporary-store.ts';
import type { Trader } from '../traders.ts';
import { allRounder, attempt, marketMaker } from './crowd.ts';
import { LiveClock } from './live-clock.ts';
import { dateOf, endingOn, pricesThrough, STEPS } from './moving-prices.ts';

/** The part of the series that has been when the console opens. */
const PAST = 0.7;
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const KEEP_FOR_MS = 400 * DAY_MS;
const [TRADER, OPERATOR, MAKER, SUSPENDED] = ['theo_trades', 'olivia_operates', 'mira_makes', 'eddie_left'];

/** Plays the first part of the series at once, serves the console, and goes on with the rest until the signal. */
export async function showLive(days: readonly MarketDay[], surroundings: Surroundings): Promise<void> {
  await buildPage();
  const clock = new LiveClock();
  await withTemporaryStore(clock, (store) => show(store, clock, days, surroundings), { keepForMs: KEEP_FOR_MS });
}

/** The console is served from its package. In a clone the page is built of its sources. */
async function buildPage(): Promise<void> {
  const { bundlePage } = await import('../../../../packages/console/bundle.js');
  await bundlePage();
}

async function show(
  store: Store,
  clock: LiveClock,
  days: readonly MarketDay[],
  { stdout, signal, priceEveryMs = SECOND_MS }: Surroundings,
): Promise<void> {
  const app = createOrderfolio({ store, clock, fees: percentageFee(FEE_RATE) });
  const { frontDesk, tokens, audit, logger } = openOffice(app, store, clock);
  const cut = Math.max(1, Math.ceil(days.length * PAST));
  const past = endingOn(days.slice(0, cut), dateOf(new Date(systemClock.now().getTime() - DAY_MS)));

  const story = await beginStory({ app, frontDesk, clock, days: past, tell: () => undefined });
  const passwords = await openAccounts(frontDesk, story.usernames);
  const traders: readonly Trader[] = [...story.traders, allRounder(app, TRADER), marketMaker(app, MAKER)];
  for (const day of past) {
    if (signal.aborted) return;
    clock.startDay(day.date);
    await story.price(day.closes);
    for (const trader of traders) await trader.trade(day);
  }
  clock.goLive();
  await runAnalytics({ app, store, until: 'caughtUp' });

  const api = createHttpApi({ app, auth: frontDesk, tokens, store, logger, audit, clock });
  const server = await serve(withConsole(api), { port: 0 });
  try {
    stdout.write(`
The console is at ${server.url}/console

    ${TRADER.padEnd(OPERATOR.length)}  ${passwords.trader}  a trader
    ${OPERATOR}  ${passwords.operator}  the operator

There is a price every second, and others trade too. Ctrl-C ends it, and everything is gone.
`);
    let step = 0;
    for (const closes of pricesThrough(days.slice(cut - 1))) {
      if (signal.aborted) return;
      await story.price(closes);
      if (++step % STEPS === 0) {
        const day = { date: dateOf(clock.now()), closes };
        for (const trader of traders) await attempt(trader.trade(day));
      }
      await runAnalytics({ app, store, until: 'caughtUp' });
      await sleepUnlessStopped(systemTimer, priceEveryMs, signal);
    }
  } finally {
    await server.close(0);
  }
}

/** Registers those who are not of the story. All get passwords that nobody has read in the sources. */
async function openAccounts(frontDesk: Authentication, ofStory: readonly string[]) {
  const [trader, operator] = [newPassword(), newPassword()];
  for (const [username, firstName, lastName, password] of [
    [TRADER, 'Theo', 'Trades', trader],
    [OPERATOR, 'Olivia', 'Operates', operator],
    [MAKER, 'Mira', 'Makes', newPassword()],
    [SUSPENDED, 'Eddie', 'Left', newPassword()],
  ] as const) {
    const email = `${username}@example.com`;
    await frontDesk.register({ username, email, firstName, lastName, password });
  }
  await frontDesk.changeRole(OPERATOR, 'admin', OPERATOR);
  await frontDesk.suspend(SUSPENDED, { by: OPERATOR, reason: 'Asked for a pause' });
  for (const username of ofStory) await frontDesk.setPassword(username, newPassword(), { by: OPERATOR });
  return { trader, operator };
}

function newPassword(): string {
  return randomBytes(15).toString('base64url');
}
