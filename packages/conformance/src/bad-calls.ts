import type { Orderfolio, PlaceOrder } from '@orderfolio/domain';
import { anything } from './bad-commands.ts';
import { BAD_PERCENTS, RESTING_ORDER_ID } from './bad-orders.ts';
import * as bad from './bad-values.ts';

const username = 'alice_01';
const BAD_USER_STATUSES = ['', 'active', 'OPEN', null, 7];

type BadCall = readonly [
  title: string,
  field: string,
  values: readonly unknown[],
  run: (app: Orderfolio, value: unknown) => Promise<unknown>,
];

/** Every call that takes single values, with the value under test in one place. */
export const CALLS: readonly BadCall[] = [
  ['users.get', 'username', bad.BAD_USERNAMES, (app, value) => app.users.get(anything(value))],
  ['users.getByEmail', 'email', bad.BAD_EMAILS, (app, value) => app.users.getByEmail(anything(value))],
  [
    'users.updateProfile',
    'username',
    bad.BAD_USERNAMES,
    (app, value) => app.users.updateProfile(anything(value), { firstName: 'A' }),
  ],
  ['users.list', 'limit', bad.BAD_LIMITS, (app, value) => app.users.list({ limit: anything(value) })],
  ['users.list', 'status', BAD_USER_STATUSES, (app, value) => app.users.list({ status: anything(value) })],
  [
    'users.list',
    'usernamePrefix',
    bad.BAD_USERNAME_PREFIXES,
    (app, value) => app.users.list({ usernamePrefix: anything(value) }),
  ],
  [
    'users.list',
    'emailPrefix',
    bad.BAD_EMAIL_PREFIXES,
    (app, value) => app.users.list({ emailPrefix: anything(value) }),
  ],
  ...(['suspend', 'reinstate', 'erase'] as const).flatMap((method) => statusCalls(method)),
  ['funds.openBalance', 'username', bad.BAD_USERNAMES, (app, value) => app.funds.openBalance(anything(value), 'EUR')],
  [
    'funds.openBalance',
    'currency',
    bad.BAD_CURRENCIES,
    (app, value) => app.funds.openBalance(username, anything(value)),
  ],
  ['funds.getBalance', 'username', bad.BAD_USERNAMES, (app, value) => app.funds.getBalance(anything(value))],
  ['funds.getBalance', 'currency', bad.BAD_CURRENCIES, (app, value) => app.funds.getBalance(username, anything(value))],
  ['funds.listBalances', 'username', bad.BAD_USERNAMES, (app, value) => app.funds.listBalances(anything(value))],
  [
    'funds.getTransaction',
    'transactionId',
    bad.BAD_ULIDS,
    (app, value) => app.funds.getTransaction(username, anything(value)),
  ],
  ['funds.complete', 'transactionId', bad.BAD_ULIDS, (app, value) => app.funds.complete(username, anything(value))],
  ['funds.fail', 'transactionId', bad.BAD_ULIDS, (app, value) => app.funds.fail(username, anything(value))],
  [
    'funds.cancel',
    'username',
    bad.BAD_USERNAMES,
    (app, value) => app.funds.cancel(anything(value), '01JGFJJZ00000G40R40M30E209'),
  ],
  [
    'funds.listTransactions',
    'username',
    bad.BAD_USERNAMES,
    (app, value) => app.funds.listTransactions(anything(value)),
  ],
  [
    'funds.listTransactions',
    'limit',
    bad.BAD_LIMITS,
    (app, value) => app.funds.listTransactions(username, { limit: anything(value) }),
  ],
  ['assets.get', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.assets.get(anything(value))],
  ['assets.getPriced', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.assets.getPriced(anything(value))],
  ['assets.getMany', '1', bad.BAD_ASSET_IDS, (app, value) => app.assets.getMany(['BTC', anything(value)])],
  ['assets.getMany', 'assetIds', [undefined, null, 'BTC', {}], (app, value) => app.assets.getMany(anything(value))],
  [
    'assets.update',
    'assetId',
    bad.BAD_ASSET_IDS,
    (app, value) => app.assets.update(anything(value), { priceUsd: '1' }),
  ],
  ['assets.activate', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.assets.activate(anything(value))],
  ['assets.deactivate', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.assets.deactivate(anything(value))],
  ['assets.list', 'limit', bad.BAD_LIMITS, (app, value) => app.assets.list({ limit: anything(value) })],
  ['assets.list', 'active', [false, null, 1, 'true'], (app, value) => app.assets.list({ active: anything(value) })],
  ['rates.get', 'base', bad.BAD_CURRENCIES, (app, value) => app.rates.get(anything(value), 'USD')],
  ['rates.get', 'quote', [...bad.BAD_CURRENCIES, 'EUR'], (app, value) => app.rates.get('EUR', anything(value))],
  ['rates.list', 'limit', bad.BAD_LIMITS, (app, value) => app.rates.list({ limit: anything(value) })],
  ['orders.place', 'trailPercent', BAD_PERCENTS, (app, value) => placeTrailing(app, { trailPercent: value })],
  [
    'orders.place',
    'trailAmount',
    [undefined, '1'],
    (app, trailAmount) => placeTrailing(app, trailAmount === undefined ? {} : { trailAmount, trailPercent: '5' }),
  ],
  ['orders.get', 'orderId', bad.BAD_ULIDS, (app, value) => app.orders.get(username, anything(value))],
  ['orders.get', 'username', bad.BAD_USERNAMES, (app, value) => app.orders.get(anything(value), RESTING_ORDER_ID)],
  [
    'orders.cancel',
    'username',
    bad.BAD_USERNAMES,
    (app, value) => app.orders.cancel(anything(value), RESTING_ORDER_ID),
  ],
  ['orders.cancel', 'orderId', bad.BAD_ULIDS, (app, value) => app.orders.cancel(username, anything(value))],
  // Without a time, the clock's time counts.
  ['orders.expireDue', 'now', bad.BAD_TIMES, (app, value) => app.orders.expireDue(anything(value))],
  ['orders.listOpenByUser', 'username', bad.BAD_USERNAMES, (app, value) => app.orders.listOpenByUser(anything(value))],
  [
    'orders.listOpenByUser',
    'limit',
    bad.BAD_LIMITS,
    (app, value) => app.orders.listOpenByUser(username, { limit: anything(value) }),
  ],
  ['orders.depth', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.orders.depth(anything(value))],
  [
    'orders.depth',
    'levels',
    [0, 101, 1.5, '5', null],
    (app, value) => app.orders.depth('BTC', { levels: anything(value) }),
  ],
  ['orders.listOpenByAsset', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.orders.listOpenByAsset(anything(value))],
  [
    'orders.listOpenByAsset',
    'limit',
    bad.BAD_LIMITS,
    (app, value) => app.orders.listOpenByAsset('BTC', { limit: anything(value) }),
  ],
  [
    'orders.getByClientOrderId',
    'clientOrderId',
    bad.badText(100),
    (app, value) => app.orders.getByClientOrderId(username, anything(value)),
  ],
  ['orders.listByUser', 'username', bad.BAD_USERNAMES, (app, value) => app.orders.listByUser(anything(value))],
  [
    'orders.listByUser',
    'limit',
    bad.BAD_LIMITS,
    (app, value) => app.orders.listByUser(username, { limit: anything(value) }),
  ],
  [
    'orders.listByUserAndAsset',
    'assetId',
    bad.BAD_ASSET_IDS,
    (app, value) => app.orders.listByUserAndAsset(username, anything(value)),
  ],
  [
    'orders.listByUserAndStatus',
    'status',
    ['', 'OPEN', 'queued', null, 7],
    (app, value) => app.orders.listByUserAndStatus(username, anything(value)),
  ],
  ['portfolio.value', 'username', bad.BAD_USERNAMES, (app, value) => app.portfolio.value(anything(value))],
  [
    'portfolio.value',
    'currency',
    bad.BAD_CURRENCIES,
    (app, value) => app.portfolio.value(username, { currency: anything(value) }),
  ],
  ['portfolio.reconcile', 'username', bad.BAD_USERNAMES, (app, value) => app.portfolio.reconcile(anything(value))],
  ['portfolio.holding', 'assetId', bad.BAD_ASSET_IDS, (app, value) => app.portfolio.holding(username, anything(value))],
  [
    'portfolio.listTransactions',
    'assetId',
    bad.BAD_ASSET_IDS,
    (app, value) => app.portfolio.listTransactions(username, { assetId: anything(value) }),
  ],
  [
    'portfolio.listTransactions',
    'limit',
    bad.BAD_LIMITS,
    (app, value) => app.portfolio.listTransactions(username, { limit: anything(value) }),
  ],
];

function placeTrailing(app: Orderfolio, trail: object): Promise<unknown> {
  const order = { username, orderType: 'TRAILING_STOP_SELL', assetId: 'BTC', quantity: '0.001', ...trail };
  return app.orders.place(anything<PlaceOrder>(order));
}

/** The calls by which an operator changes the status of an account. */
function statusCalls(method: 'suspend' | 'reinstate' | 'erase'): readonly BadCall[] {
  const by = 'operator_1';
  const title = `users.${method}`;
  return [
    [title, 'username', bad.BAD_USERNAMES, ({ users }, value) => users[method](anything(value), { by })],
    [title, 'by', bad.BAD_USERNAMES, ({ users }, value) => users[method](username, { by: anything(value) })],
    [
      title,
      'reason',
      bad.badShownText(200),
      ({ users }, value) => users[method](username, { by, reason: anything(value) }),
    ],
    [title, 'change', [null, undefined, 'text', 7, []], ({ users }, value) => users[method](username, anything(value))],
    [title, 'status', ['ACTIVE'], ({ users }, status) => users[method](username, anything({ by, status }))],
  ];
}
