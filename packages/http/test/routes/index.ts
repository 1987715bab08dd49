import { accounts } from './accounts.ts';
import { analytics } from './analytics.ts';
import { assets } from './assets.ts';
import { cash } from './cash.ts';
import { corrections } from './corrections.ts';
import { events } from './events.ts';
import { everyRoute } from './every-route.ts';
import { operations } from './operations.ts';
import { orders } from './orders.ts';
import { portfolio } from './portfolio.ts';
import { recovery } from './recovery.ts';
import { service } from './service.ts';
import { sessions } from './sessions.ts';
import type { Suite } from './suite.ts';
import { users } from './users.ts';

/** The groups of tests that every store must pass. */
export const SUITES: readonly Suite[] = [
  accounts,
  recovery,
  sessions,
  cash,
  corrections,
  assets,
  orders,
  portfolio,
  analytics,
  events,
  users,
  operations,
  service,
  everyRoute,
];
