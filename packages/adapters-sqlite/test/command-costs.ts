import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { listAsset, openAccount } from './account.ts';
import { addHistory, addLogins } from './history.ts';
import { inShort, openRecorded, type RecordedDatabase, type Recording } from './recorded-database.ts';

const username = 'alice_01';
const page = { limit: 7 };
const order = { username, assetId: 'BTC', quantity: '0.01' } as const;

/** What a service is asked for all day. Run in this order: the second purchase finds the holding of the first. */
const COMMANDS: { readonly [name: string]: (app: Orderfolio) => Promise<unknown> } = {
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
};

/** Every list of the services, and those of the store beside them: a page of each. */
const LISTS: { readonly [name: string]: (app: Orderfolio, store: Store) => Promise<unknown> } = {
  statement: (app) => app.funds.listTransactions(username, page),
  orders: (app) => app.orders.listByUser(username, page),
  'orders of an asset': (app) => app.orders.listByUserAndAsset(username, 'BTC', page),
  'orders in a status': (app) => app.orders.listByUserAndStatus(username, 'COMPLETED', page),
  'asset ledger': (app) => app.portfolio.listTransactions(username, page),
  'asset ledger of an asset': (app) => app.portfolio.listTransactions(username, { assetId: 'BTC', ...page }),
  catalogue: (app) => app.assets.list(page),
  'active assets': (app) => app.assets.list({ active: true, ...page }),
  'refresh families': (_app, store) => store.refreshTokens.listFamilies(username, page),
  'audit trail': (_app, store) => store.auditTrail.list(username, page),
};

export const PAGE_LIMIT = page.limit;

/** What the commands and the lists cost in memory, for a user with a history. */
export interface Costs {
  readonly commands: { readonly [name: string]: Recording };
  readonly lists: { readonly [name: string]: Recording };
  readonly compiled: RecordedDatabase['compiled'];
  /** How SQLite would run the statement: the steps of its plan. */
  planOf(sql: string): readonly string[];
}

/** Measures on a fresh store in memory with `orders` old orders and as many old logins, and hands over what it found while the store is open. */
export async function withCosts<Result>(orders: number, use: (costs: Costs) => Result): Promise<Result> {
  const recorded = openRecorded(':memory:');
  await using store = await openSqlite({ database: () => recorded.database });
  const app = createOrderfolio({ store });
  for (let asset = 0; asset < 10; asset++) await listAsset(app, `COIN${asset}`);
  await listAsset(app);
  await openAccount(app, username);
  addHistory(recorded.database, username, orders);
  addLogins(recorded.database, username, orders);
  const measure = async (work: (app: Orderfolio, store: Store) => Promise<unknown>): Promise<Recording> =>
    recorded.record(() => work(app, store));

  const commands: Record<string, Recording> = {};
  for (const [name, command] of Object.entries(COMMANDS)) commands[name] = await measure(command);
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

/** Every command's and list's statements in short and its rows: what must not depend on the history. */
export function figuresOf({ commands, lists }: Costs): Figures {
  const inFigures = ([name, { statements, rows }]: [string, Recording]) =>
    [name, { statements: statements.map(inShort), rows }] as const;
  return Object.fromEntries([...Object.entries(commands), ...Object.entries(lists)].map(inFigures));
}
