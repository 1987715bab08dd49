import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { listAsset, openAccount } from './account.ts';
import { addHistory, addLogins } from './history.ts';
import { addOpenOrders } from './open-orders.ts';
import { inShort, openRecorded, type RecordedDatabase, type Recording } from './recorded-database.ts';

const username = 'alice_01';
const page = { limit: 7 };
const order = { username, assetId: 'BTC', quantity: '0.01' } as const;

/** The ids of the orders that were placed, by the name of the command. */
type Placed = Map<string, string>;

/** The daily commands of a service. Run them in this order: the second purchase needs the holding of the first. */
const COMMANDS: { readonly [name: string]: (app: Orderfolio, placed: Placed) => Promise<unknown> } = {
  deposit: (app) => app.funds.deposit({ username, amount: '10.00' }),
  'deposit with a key': (app) => app.funds.deposit({ username, amount: '10.00', idempotencyKey: 'd-1' }),
  'deposit repeated with its key': (app) => app.funds.deposit({ username, amount: '10.00', idempotencyKey: 'd-1' }),
  withdraw: (app) => app.funds.withdraw({ username, amount: '10.00' }),
  'withdraw with a key': (app) => app.funds.withdraw({ username, amount: '10.00', idempotencyKey: 'w-1' }),
  'first market buy of an asset': (app) => app.orders.place({ ...order, orderType: 'MARKET_BUY' }),
  'market buy': (app) => app.orders.place({ ...order, orderType: 'MARKET_BUY' }),
  'market buy with a key': (app) => app.orders.place({ ...order, orderType: 'MARKET_BUY', clientOrderId: 'o-1' }),
  'market sell': (app) => app.orders.place({ ...order, orderType: 'MARKET_SELL' }),
  'market sell with a key': (app) => app.orders.place({ ...order, orderType: 'MARKET_SELL', clientOrderId: 'o-2' }),
  'order by client order id': (app) => app.orders.getByClientOrderId(username, 'o-1'),
  'portfolio value': (app) => app.portfolio.value(username),
  'limit buy': (app, placed) => placeResting(app, placed, 'limit buy', { orderType: 'LIMIT_BUY', limitPrice: '49000' }),
  'limit sell': (app, placed) =>
    placeResting(app, placed, 'limit sell', { orderType: 'LIMIT_SELL', limitPrice: '70000' }),
  'stop-loss': (app, placed) =>
    placeResting(app, placed, 'stop-loss', { orderType: 'STOP_LOSS_SELL', stopPrice: '40000' }),
  'trailing stop': (app, placed) =>
    placeResting(app, placed, 'trailing stop', { orderType: 'TRAILING_STOP_SELL', trailPercent: '10' }),
  'limit buy that fills at once': (app) =>
    app.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '60000', timeInForce: 'IOC' }),
  'first price of an asset, which reaches nothing': (app) => app.orders.onPrice({ assetId: 'BTC', price: '49500' }),
  'price that reaches nothing': (app) => app.orders.onPrice({ assetId: 'BTC', price: '49600' }),
  'price that reaches an order': (app) => app.orders.onPrice({ assetId: 'BTC', price: '48900' }),
  'price above the mark of an order': (app) => app.orders.onPrice({ assetId: 'BTC', price: '51000' }),
  'price above the mark of a group': (app) => app.orders.onPrice({ assetId: 'BTC', price: '52000' }),
  'replace a sale': (app, placed) =>
    app.orders.replace({ username, orderId: placed.get('limit sell') ?? '', limitPrice: '71000' }),
  'cancel a sale': (app, placed) => app.orders.cancel(username, placed.get('stop-loss') ?? ''),
  'expiry of nothing': (app) => app.orders.expireDue(),
};

type Waiting =
  | { readonly orderType: 'LIMIT_BUY' | 'LIMIT_SELL'; readonly limitPrice: string }
  | { readonly orderType: 'STOP_LOSS_SELL'; readonly stopPrice: string }
  | { readonly orderType: 'TRAILING_STOP_SELL'; readonly trailPercent: string };

async function placeResting(app: Orderfolio, placed: Placed, name: string, terms: Waiting): Promise<void> {
  const { order: resting } = await app.orders.place({ ...order, quantity: '0.001', ...terms });
  placed.set(name, resting.orderId);
}

/** A page of every list of the services and of the store. */
const LISTS: { readonly [name: string]: (app: Orderfolio, store: Store) => Promise<unknown> } = {
  statement: (app) => app.funds.listTransactions(username, page),
  orders: (app) => app.orders.listByUser(username, page),
  'orders of an asset': (app) => app.orders.listByUserAndAsset(username, 'BTC', page),
  'orders in a status': (app) => app.orders.listByUserAndStatus(username, 'COMPLETED', page),
  'open orders': (app) => app.orders.listOpenByUser(username, page),
  'open orders of an asset': (app) => app.orders.listOpenByAsset('BTC', page),
  'asset ledger': (app) => app.portfolio.listTransactions(username, page),
  'asset ledger of an asset': (app) => app.portfolio.listTransactions(username, { assetId: 'BTC', ...page }),
  catalogue: (app) => app.assets.list(page),
  'active assets': (app) => app.assets.list({ active: true, ...page }),
  'users by username': (app) => app.users.list({ usernamePrefix: 'user_', ...page }),
  'users by e-mail': (app) => app.users.list({ emailPrefix: 'user_', ...page }),
  'refresh families': (_app, store) => store.refreshTokens.listFamilies(username, page),
  'audit trail': (_app, store) => store.auditTrail.list(username, page),
};

export const PAGE_LIMIT = page.limit;

/** More users than a page has. */
async function addUsers({ users }: Orderfolio): Promise<void> {
  for (let index = 10; index < 30; index++) {
    const name = `user_${index}`;
    await users.create({ username: name, email: `${name}@example.com`, firstName: 'A', lastName: 'B' });
  }
}

/** The cost of the commands and the lists in memory, for a user with a history. */
export interface Costs {
  readonly commands: { readonly [name: string]: Recording };
  readonly lists: { readonly [name: string]: Recording };
  readonly compiled: RecordedDatabase['compiled'];
  /** The steps of SQLite's plan for the statement. */
  planOf(sql: string): readonly string[];
}

/**
 * Measures on a fresh store in memory with `orders` old orders, as many open ones and as many old logins. It hands over
 * the result while the store is open.
 */
export async function withCosts<Result>(orders: number, use: (costs: Costs) => Result): Promise<Result> {
  const recorded = openRecorded(':memory:');
  await using store = await openSqlite({ database: () => recorded.database });
  // The clock stands still, so the counts do not depend on the time that the work takes.
  const app = createOrderfolio({ store, warmForMs: 0, clock: new ManualClock() });
  for (let asset = 0; asset < 10; asset++) await listAsset(app, `COIN${asset}`);
  await listAsset(app);
  await openAccount(app, username);
  await addUsers(app);
  addHistory(recorded.database, username, orders);
  addOpenOrders(recorded.database, username, orders);
  addLogins(recorded.database, username, orders);
  const measure = async (work: (app: Orderfolio, store: Store) => Promise<unknown>): Promise<Recording> =>
    recorded.record(() => work(app, store));

  const commands: Record<string, Recording> = {};
  const placed: Placed = new Map();
  for (const [name, command] of Object.entries(COMMANDS)) commands[name] = await measure(() => command(app, placed));
  const lists: Record<string, Recording> = {};
  for (const [name, list] of Object.entries(LISTS)) lists[name] = await measure(list);
  const compiled = [...recorded.compiled];
  const planOf = (sql: string): readonly string[] => {
    const steps = recorded.database.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const values = Array.from(sql.matchAll(/\?/g), () => null);
    return steps.all(...values).map(({ detail }) => detail);
  };
  return use({ commands, lists, compiled, planOf });
}

export interface Figures {
  readonly [name: string]: { readonly statements: readonly string[]; readonly rows: number };
}

/** The statements, in short, and the rows of every command and list. They must not depend on the history. */
export function figuresOf({ commands, lists }: Costs): Figures {
  const inFigures = ([name, { statements, rows }]: [string, Recording]) =>
    [name, { statements: statements.map(inShort), rows }] as const;
  return Object.fromEntries([...Object.entries(commands), ...Object.entries(lists)].map(inFigures));
}
