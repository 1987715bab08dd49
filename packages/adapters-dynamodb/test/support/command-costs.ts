import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { type EntityMaker, entityMaker } from '@orderfolio/conformance';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { type AdapterStore, adapterStoreOf, insert } from '@orderfolio/domain/adapter';
import { ManualClock, ManualTimer, sequentialIds } from '@orderfolio/domain/testing';
import { type Cost, Meter } from './meter.ts';
import { restingCommands } from './resting-commands.ts';

/** The cost of one command or one read, in a store with some history. */
export interface CommandCost {
  readonly command: string;
  readonly cost: Cost;
}

/** One thing to measure, and how to do it. */
export type Command = readonly [name: string, run: () => Promise<unknown>];

const username = 'alice_01';
/** Another user, who exists before the measuring begins. */
const LEAVER = 'leaver_1';
const profile = { firstName: 'Ada', lastName: 'Byron', passwordHash: `$2b$12$${'x'.repeat(53)}` };
const bitcoin = { assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' };
const buy = { username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' } as const;

/** The next commands of a user whose last command was just stored. */
function warmCommands(app: Orderfolio, goingByNow: Orderfolio): readonly Command[] {
  const cash = { username, amount: '100.00' };
  return [
    ['deposit, before the next ones', () => app.funds.deposit(cash)],
    ['deposit, right after another command', () => app.funds.deposit(cash)],
    ['deposit, with a key, right after another command', () => app.funds.deposit({ ...cash, idempotencyKey: 'd-2' })],
    ['withdraw, right after another command', () => app.funds.withdraw(cash)],
    ['market buy, before the next one', () => app.orders.place(buy)],
    ['market buy, right after another', () => app.orders.place(buy)],
    [
      'market buy, with a clientOrderId, right after another',
      () => app.orders.place({ ...buy, clientOrderId: 'buy-2' }),
    ],
    ['market buy, right after another, without catalogueMaxAgeMs', () => goingByNow.orders.place(buy)],
  ];
}

/** Every command of the services and every read, in an order in which each succeeds. */
function commands(app: Orderfolio, store: Store): readonly Command[] {
  let pending = '';
  let orderId = '';
  const cash = { username, amount: '100.00' };
  const euro = { base: 'EUR', quote: 'USD', rate: '1.10' } as const;
  const exchange = { username, from: 'USD', to: 'EUR', amount: '110.00' } as const;
  const assets = { username, assetId: 'BTC', quantity: '0.5' };
  return [
    ['create a user', () => app.users.create({ username, email: 'ada@example.com', ...profile })],
    ['create an asset', () => app.assets.create(bitcoin)],
    ['deposit', () => app.funds.deposit({ ...cash, amount: '100000.00' })],
    ['deposit, with a key', () => app.funds.deposit({ ...cash, idempotencyKey: 'd-1' })],
    ['deposit, repeated under its key', () => app.funds.deposit({ ...cash, idempotencyKey: 'd-1' })],
    ['withdraw', () => app.funds.withdraw(cash)],
    ['withdraw, with a key', () => app.funds.withdraw({ ...cash, idempotencyKey: 'w-1' })],
    [
      'withdraw, pending',
      async () => {
        pending = (await app.funds.withdraw({ ...cash, status: 'PENDING' })).transaction.transactionId;
      },
    ],
    ['complete a withdrawal', () => app.funds.complete(username, pending)],
    ['adjust', () => app.funds.adjust(cash)],
    ['open a balance in another currency', () => app.funds.openBalance(username, 'EUR')],
    ['set an exchange rate, the first of two currencies', () => app.rates.set(euro)],
    ['set an exchange rate', () => app.rates.set({ ...euro, rate: '1.11' })],
    ['convert', () => app.funds.convert(exchange)],
    ['convert, with a key', () => app.funds.convert({ ...exchange, idempotencyKey: 'c-1' })],
    ['convert, repeated under its key', () => app.funds.convert({ ...exchange, idempotencyKey: 'c-1' })],
    ['a rate', () => app.rates.get('EUR', 'USD')],
    ['market buy, the first of an asset', () => app.orders.place(buy)],
    [
      'market buy',
      async () => {
        ({ orderId } = (await app.orders.place(buy)).order);
      },
    ],
    ['market buy, with a clientOrderId', () => app.orders.place({ ...buy, clientOrderId: 'buy-1' })],
    ['market buy, repeated under its clientOrderId', () => app.orders.place({ ...buy, clientOrderId: 'buy-1' })],
    ['market sell', () => app.orders.place({ ...buy, orderType: 'MARKET_SELL', quantity: '0.005' })],
    [
      'market sell in another currency',
      () => app.orders.place({ ...buy, orderType: 'MARKET_SELL', currency: 'EUR', quantity: '0.001' }),
    ],
    ['market sell of all', () => app.orders.place({ ...buy, orderType: 'MARKET_SELL', quantity: 'ALL' })],
    ['transfer assets in', () => app.portfolio.transferIn(assets)],
    ['transfer assets in, with a key', () => app.portfolio.transferIn({ ...assets, idempotencyKey: 't-1' })],
    [
      'transfer assets in, repeated under its key',
      () => app.portfolio.transferIn({ ...assets, idempotencyKey: 't-1' }),
    ],
    ['transfer assets out', () => app.portfolio.transferOut({ ...assets, quantity: '0.25' })],
    ['adjust a holding', () => app.portfolio.adjust({ ...assets, quantity: '-0.01', description: 'Written off' })],
    ...restingCommands(app),
    ['deposit under the user lock', () => app.withLock(username, 'deposit', (locked) => locked.funds.deposit(cash))],
    ['change a user', () => app.users.updateProfile(username, { phone: '+44 20 79460958' })],
    ['change a user, and the e-mail', () => app.users.updateProfile(username, { email: 'ada@example.org' })],
    ['suspend a user', () => app.users.suspend(username, { by: 'operator_1', reason: 'Card reported stolen' })],
    ['reinstate a user', () => app.users.reinstate(username, { by: 'operator_1' })],
    ['change a price', () => app.assets.update('BTC', { priceUsd: '51000.00' })],
    ['deactivate an asset', () => app.assets.deactivate('BTC')],
    ['activate an asset', () => app.assets.activate('BTC')],
    ['portfolio value', () => app.portfolio.value(username)],
    ['holdings', () => app.portfolio.holdings(username)],
    ['a user', () => app.users.get(username)],
    ['a user by e-mail', () => app.users.getByEmail('ada@example.org')],
    ['a balance', () => app.funds.getBalance(username)],
    ['an order', () => app.orders.get(username, orderId)],
    ['an order by clientOrderId', () => app.orders.getByClientOrderId(username, 'buy-1')],
    ['several assets', () => app.assets.getMany(['BTC', 'ETH', 'SOL'])],
    ['a page of the statement', () => app.funds.listTransactions(username, { limit: 3 })],
    ['a page of the orders', () => app.orders.listByUser(username, { limit: 3 })],
    ['a page of the orders of an asset', () => app.orders.listByUserAndAsset(username, 'BTC', { limit: 3 })],
    ['a page of the orders in a status', () => app.orders.listByUserAndStatus(username, 'COMPLETED', { limit: 3 })],
    ['a page of the open orders', () => app.orders.listOpenByUser(username, { limit: 3 })],
    ['a page of the open orders of an asset', () => app.orders.listOpenByAsset('BTC', { limit: 3 })],
    ['a page of the asset ledger', () => app.portfolio.listTransactions(username, { limit: 3 })],
    [
      'a page of the asset ledger of an asset',
      () => app.portfolio.listTransactions(username, { assetId: 'BTC', limit: 3 }),
    ],
    ['a page of the users', () => app.users.list({ limit: 3 })],
    ['a page of the users in a status', () => app.users.list({ status: 'ACTIVE', limit: 3 })],
    ['a page of the users by the beginning of a username', () => app.users.list({ usernamePrefix: 'a', limit: 3 })],
    ['a page of the users by the beginning of an e-mail', () => app.users.list({ emailPrefix: 'a', limit: 3 })],
    ['a page of the refresh families', () => store.refreshTokens.listFamilies(username, { limit: 3 })],
    ['a page of the audit trail', () => store.auditTrail.list(username, { limit: 3 })],
    ['a page of the catalogue', () => app.assets.list({ limit: 3 })],
    ['a page of the exchange rates', () => app.rates.list({ limit: 3 })],
    ['a page of the active catalogue', () => app.assets.list({ active: true, limit: 3 })],
    ['convert into a currency that has no balance yet', () => app.funds.convert({ ...exchange, to: 'GBP' })],
    ['erase a user', () => app.users.erase(LEAVER, { by: 'operator_1' })],
    ['health', () => store.health.check()],
  ];
}

/** Runs all of them on a table, one after another, and counts their requests. */
export async function measureCommands(tableName: string): Promise<readonly CommandCost[]> {
  const meter = new Meter();
  const clock = new ManualClock();
  const timer = new ManualTimer(clock);
  const ids = sequentialIds(clock);
  const store = await openDynamoDb({ tableName, client: meter.client, clock, ids, timer });
  try {
    const app = createOrderfolio({ store, clock, ids, timer, warmForMs: 0 });
    const warm = createOrderfolio({ store, clock, ids, timer, catalogueMaxAgeMs: 1_000 });
    const goingByNow = createOrderfolio({ store, clock, ids, timer });
    await addLogins(adapterStoreOf(store), entityMaker(clock, ids));
    await app.users.create({ username: LEAVER, email: 'leaver@example.com', ...profile });
    await app.rates.set({ base: 'GBP', quote: 'USD', rate: '1.30' });
    // The first search of a process also asks whether the table has been migrated.
    await app.users.list({ usernamePrefix: 'nobody' });
    const costs: CommandCost[] = [];
    for (const [command, run] of [...commands(app, store), ...warmCommands(warm, goingByNow)])
      costs.push({ command, cost: await meter.measure(run) });
    return costs;
  } finally {
    await store[Symbol.asyncDispose]();
    meter.destroy();
  }
}

/** Adds more logins and audit entries than fit a page. No service writes them here. */
async function addLogins({ unitOfWork }: AdapterStore, make: EntityMaker): Promise<void> {
  for (let login = 0; login < 5; login++) {
    const changes = [
      insert('refreshFamily', make.refreshFamily({ username })),
      insert('auditEntry', make.auditEntry({ username })),
    ];
    await unitOfWork.commit({ token: `login ${login}`, changes });
  }
}
