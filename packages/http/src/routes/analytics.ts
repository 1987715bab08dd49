import type { Performance } from '@orderfolio/domain';
import { orderStatisticsSchema, performanceRequestSchema, volumeRequestSchema } from '@orderfolio/domain/schemas';
import { ORDER_STATISTICS, PERFORMANCE, VOLUME } from '../openapi/examples.ts';
import { orderStatistics, performance, volume } from '../replies/reports.ts';
import type { Call } from './call.ts';
import { query } from './query.ts';
import { type Route, route } from './route.ts';

const days = query(performanceRequestSchema);
const ordersOfOne = query(orderStatisticsSchema.omit({ username: true }));
const ordersOfAll = query(orderStatisticsSchema);
const traded = query(volumeRequestSchema);

const IN_DAYS = 'The days are in UTC, from `from` to `to`. The figures are as new as the last run of the analytics.';

/** A name that nobody has is told before what is wrong with the days. */
async function performanceOf(call: Call, name: string): Promise<Performance> {
  const { username } = await call.app.users.get(name);
  return call.app.analytics.performance(username, days.read(call));
}

/** Figures of days: of the caller, and of the market; of everybody for administrators. */
export const analyticsRoutes: readonly Route[] = [
  route({
    id: 'getPerformance',
    method: 'GET',
    path: '/v1/analytics/performance',
    access: 'user',
    tag: 'analytics',
    summary: 'See how your account has done',
    description: `What it was worth at the end of each day, and its returns, in US dollars. ${IN_DAYS}`,
    query: days,
    status: 200,
    result: performance,
    problems: ['USER_NOT_FOUND'],
    example: PERFORMANCE,
    handle: (call) => performanceOf(call, call.caller),
  }),
  route({
    id: 'getOrderStatistics',
    method: 'GET',
    path: '/v1/analytics/orders',
    access: 'user',
    tag: 'analytics',
    summary: 'Count your orders',
    description: `Those that were placed in these days, of one asset or of all, as they stand now. ${IN_DAYS}`,
    query: ordersOfOne,
    status: 200,
    result: orderStatistics,
    problems: [],
    example: ORDER_STATISTICS,
    handle: async (call) => call.app.analytics.orderStatistics({ ...ordersOfOne.read(call), username: call.caller }),
  }),
  route({
    id: 'getVolume',
    method: 'GET',
    path: '/v1/analytics/volume',
    access: 'user',
    tag: 'analytics',
    summary: 'See what was traded of an asset',
    description: `The trades of all users, in US dollars. ${IN_DAYS}`,
    query: traded,
    status: 200,
    result: volume,
    problems: [],
    example: VOLUME,
    handle: async (call) => call.app.analytics.volume(traded.read(call)),
  }),
  route({
    id: 'getOrderStatisticsOfAll',
    method: 'GET',
    path: '/v1/analytics/all-orders',
    access: 'admin',
    tag: 'operations',
    summary: 'Count the orders of a user, of an asset, or all',
    query: ordersOfAll,
    status: 200,
    result: orderStatistics,
    problems: [],
    example: ORDER_STATISTICS,
    handle: async (call) => call.app.analytics.orderStatistics(ordersOfAll.read(call)),
  }),
  route({
    id: 'getPerformanceOfUser',
    method: 'GET',
    path: '/v1/users/{username}/performance',
    access: 'admin',
    tag: 'operations',
    summary: "See how a user's account has done",
    query: days,
    status: 200,
    result: performance,
    problems: ['USER_NOT_FOUND'],
    example: PERFORMANCE,
    handle: (call) => performanceOf(call, call.parameter('username')),
  }),
];
