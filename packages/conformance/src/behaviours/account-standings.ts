import type { Orderfolio, UserStatus } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, oneOfEachType, openTrader, type Trader, tick } from '../trader.ts';

const BY = { by: 'operator_1' };

/** An account with everything that the calls need. */
interface Account extends Trader {
  readonly email: string;
  /** Resting orders. */
  readonly toReplace: string;
  readonly toCancel: string;
  /** Transactions that wait. */
  readonly toComplete: string;
  readonly toFail: string;
  readonly toCallOff: string;
}

type Service = 'users' | 'funds' | 'orders' | 'portfolio';
type Method = { readonly [Name in Service]: `${Name}.${keyof Orderfolio[Name] & string}` }[Service];

/** A call, and the statuses of its account in which it is carried out. */
type Call = readonly [
  method: Method,
  allowed: readonly UserStatus[],
  run: (app: Orderfolio, account: Account) => Promise<unknown>,
];

/** It reads, releases a hold, or is for operators. */
const ALWAYS: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED', 'ERASED'];
/** It changes the account, and moves nothing. */
const NOT_ERASED: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED'];
/** It moves cash or assets. */
const ACTIVE: readonly UserStatus[] = ['ACTIVE'];

const cash = ({ username }: Trader) => ({ username, amount: '1.00' });
const quantity = ({ username, assetId }: Trader) => ({ username, assetId, quantity: '1' });

/** Every method of the services that work on an account. Those that change its status come last. */
const CALLS: readonly Call[] = [
  ['funds.deposit', ACTIVE, (app, account) => app.funds.deposit(cash(account))],
  ['funds.deposit', ACTIVE, (app, account) => app.funds.deposit({ ...cash(account), status: 'PENDING' })],
  ['funds.withdraw', ACTIVE, (app, account) => app.funds.withdraw(cash(account))],
  ['funds.withdraw', ACTIVE, (app, account) => app.funds.withdraw({ ...cash(account), status: 'PENDING' })],
  ['funds.convert', ACTIVE, (app, account) => app.funds.convert({ ...cash(account), from: 'USD', to: 'EUR' })],
  ['funds.convert', ACTIVE, (app, account) => app.funds.convert({ ...cash(account), from: 'USD', to: 'GBP' })],
  ['funds.complete', ACTIVE, (app, { username, toComplete }) => app.funds.complete(username, toComplete)],
  ['portfolio.transferIn', ACTIVE, (app, account) => app.portfolio.transferIn(quantity(account))],
  ['portfolio.transferOut', ACTIVE, (app, account) => app.portfolio.transferOut(quantity(account))],
  ['orders.place', ACTIVE, (app, account) => app.orders.place({ ...quantity(account), orderType: 'MARKET_BUY' })],
  ['orders.place', ACTIVE, (app, account) => app.orders.place({ ...quantity(account), orderType: 'MARKET_SELL' })],
  ['orders.preview', ACTIVE, (app, account) => app.orders.preview({ ...quantity(account), orderType: 'MARKET_BUY' })],
  ...[0, 1, 2, 3, 4, 5].map(
    (type): Call => ['orders.place', ACTIVE, async (app, account) => placeType(app, account, type)],
  ),
  [
    'orders.replace',
    ACTIVE,
    (app, { username, toReplace }) => app.orders.replace({ username, orderId: toReplace, limitPrice: '91' }),
  ],

  ['users.updateProfile', NOT_ERASED, (app, { username }) => app.users.updateProfile(username, { firstName: 'Ada' })],
  ['funds.openBalance', NOT_ERASED, (app, { username }) => app.funds.openBalance(username, 'JPY')],
  ['users.getByEmail', NOT_ERASED, (app, { email }) => app.users.getByEmail(email)],

  ['funds.adjust', ALWAYS, (app, account) => app.funds.adjust(cash(account))],
  ['funds.adjust', ALWAYS, (app, { username }) => app.funds.adjust({ username, amount: '-1.00' })],
  ['portfolio.adjust', ALWAYS, (app, account) => app.portfolio.adjust(quantity(account))],
  ['portfolio.adjust', ALWAYS, (app, account) => app.portfolio.adjust({ ...quantity(account), quantity: '-1' })],
  ['funds.fail', ALWAYS, (app, { username, toFail }) => app.funds.fail(username, toFail)],
  ['funds.cancel', ALWAYS, (app, { username, toCallOff }) => app.funds.cancel(username, toCallOff)],
  ['orders.cancel', ALWAYS, (app, { username, toCancel }) => app.orders.cancel(username, toCancel)],
  ['orders.expireDue', ALWAYS, (app) => app.orders.expireDue()],
  ['orders.onPrice', ALWAYS, (app) => tick(app, '100')],
  ['funds.getBalance', ALWAYS, (app, { username }) => app.funds.getBalance(username)],
  ['funds.listBalances', ALWAYS, (app, { username }) => app.funds.listBalances(username)],
  ['funds.getTransaction', ALWAYS, (app, { username, toFail }) => app.funds.getTransaction(username, toFail)],
  ['funds.listTransactions', ALWAYS, (app, { username }) => app.funds.listTransactions(username)],
  ['portfolio.value', ALWAYS, (app, { username }) => app.portfolio.value(username)],
  ['portfolio.holdings', ALWAYS, (app, { username }) => app.portfolio.holdings(username)],
  ['portfolio.holding', ALWAYS, (app, { username, assetId }) => app.portfolio.holding(username, assetId)],
  ['portfolio.listTransactions', ALWAYS, (app, { username }) => app.portfolio.listTransactions(username)],
  ['portfolio.reconcile', ALWAYS, (app, { username }) => app.portfolio.reconcile(username)],
  ['orders.get', ALWAYS, (app, { username, toCancel }) => app.orders.get(username, toCancel)],
  ['orders.getByClientOrderId', ALWAYS, (app, { username }) => app.orders.getByClientOrderId(username, 'to-cancel')],
  ['orders.listByUser', ALWAYS, (app, { username }) => app.orders.listByUser(username)],
  [
    'orders.listByUserAndAsset',
    ALWAYS,
    (app, { username, assetId }) => app.orders.listByUserAndAsset(username, assetId),
  ],
  ['orders.listByUserAndStatus', ALWAYS, (app, { username }) => app.orders.listByUserAndStatus(username, 'QUEUED')],
  ['orders.listOpenByUser', ALWAYS, (app, { username }) => app.orders.listOpenByUser(username)],
  ['orders.listOpenByAsset', ALWAYS, (app, { assetId }) => app.orders.listOpenByAsset(assetId)],
  ['orders.depth', ALWAYS, (app, { assetId }) => app.orders.depth(assetId)],
  ['users.get', ALWAYS, (app, { username }) => app.users.get(username)],
  ['users.list', ALWAYS, (app) => app.users.list()],

  ['users.suspend', ALWAYS, (app, { username }) => app.users.suspend(username, BY)],
  ['users.reinstate', NOT_ERASED, (app, { username }) => app.users.reinstate(username, BY)],
  ['users.erase', ALWAYS, (app, { username }) => app.users.erase(username, BY)],
];

/** It makes an account, and works on none. */
const OF_NO_ACCOUNT = ['users.create'];

/**
 * Which calls are carried out for an account that is active, suspended or erased: the first may do everything, the second
 * moves nothing, and of the third nothing changes any more but by an operator's adjustment or the end of what waits.
 */
export const accountStandings: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('every method of the services says what it does for an account that is suspended or erased', async ({ app }) => {
    const methods = (['users', 'funds', 'orders', 'portfolio'] as const).flatMap((service) =>
      Object.keys(app[service]).map((name) => `${service}.${name}`),
    );
    const known = new Set([...CALLS.map(([method]): string => method), ...OF_NO_ACCOUNT]);
    expect([...known].sort()).toEqual(methods.sort());
  });

  for (const status of ALWAYS) {
    it(`an account that is ${status} is refused what it may not do, and nothing else`, async (place) => {
      const { app } = place;
      const account = await openAccount(place);
      if (status === 'SUSPENDED') await app.users.suspend(account.username, BY);
      if (status === 'ERASED') await app.users.erase(account.username, BY);
      const refused = CALLS.filter(([, allowed]) => !allowed.includes(status));
      await expectNothingWritten(place, async () => {
        for (const [index, [method, , run]] of refused.entries()) {
          const code = method === 'users.getByEmail' ? 'USER_NOT_FOUND' : 'ACCOUNT_SUSPENDED';
          await expectRefusal(run(app, account), code, {}, `${method}, refused call ${index}`);
        }
      });
      for (const [method, allowed, run] of CALLS)
        if (allowed.includes(status)) await expect(run(app, account), method).resolves.toBeDefined();
      await expectReconciled(app, account);
    });
  }
};

async function openAccount(place: Place): Promise<Account> {
  const { app } = place;
  const trader = await openTrader(place);
  const { username } = trader;
  for (const base of ['EUR', 'GBP'] as const) await app.rates.set({ base, quote: 'USD', rate: '1.10' });
  await app.funds.openBalance(username, 'EUR');
  const buy = { ...quantity(trader), orderType: 'LIMIT_BUY', limitPrice: '90' } as const;
  const { order: toReplace } = await app.orders.place(buy);
  const { order: toCancel } = await app.orders.place({ ...buy, clientOrderId: 'to-cancel' });
  const waiting = { ...cash(trader), status: 'PENDING' } as const;
  const { transaction: toComplete } = await app.funds.withdraw(waiting);
  const { transaction: toFail } = await app.funds.withdraw(waiting);
  const { transaction: toCallOff } = await app.funds.deposit(waiting);
  const { email } = await app.users.get(username);
  return {
    ...trader,
    email,
    toReplace: toReplace.orderId,
    toCancel: toCancel.orderId,
    toComplete: toComplete.transactionId,
    toFail: toFail.transactionId,
    toCallOff: toCallOff.transactionId,
  };
}

async function placeType(app: Orderfolio, account: Account, type: number): Promise<unknown> {
  const terms = oneOfEachType({ username: account.username, assetId: account.assetId })[type];
  if (terms === undefined) throw new Error('there are fewer types of orders');
  return app.orders.place(terms);
}
