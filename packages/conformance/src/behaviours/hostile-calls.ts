import { DomainError, type Store } from '@orderfolio/domain';
import { expect } from 'vitest';
import { expectNothingWritten, expectRefusal } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import * as bad from '../bad-values.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** Any call with any arguments returns a promise, and only rejects with a `DomainError`. */
export const hostileCalls: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const service of ['users', 'funds', 'assets', 'rates', 'orders', 'portfolio'] as const) {
    it(`every method of ${service} answers any call with a result or a refusal`, async (place) => {
      await expectDomainErrors(place, Object.entries(place.app[service]));
    });
  }

  it('withLock answers any call with a refusal', async (place) => {
    await expectDomainErrors(place, [['withLock', place.app.withLock]]);
  });

  it('every method of a store answers any call with a result or a refusal', async (place) => {
    for (const port of Object.values(place.handedOut)) {
      if (typeof port === 'object') await expectDomainErrors(place, Object.entries(port));
    }
  });

  it('the ports of a store refuse what a value may not be, and name it', async ({ handedOut }) => {
    for (const [name, field, values, call] of PORTS)
      for (const value of values)
        await expectRefusal(
          call(handedOut, anything(value)),
          'VALIDATION_FAILED',
          { field },
          `${name} ${String(value)}`,
        );
  });

  it('the ports of a store find a user and an asset whatever the case of the name', async ({
    handedOut,
    addUser,
    addAsset,
  }) => {
    const [user, asset] = [await addUser({ email: 'ada@example.com' }), await addAsset({ assetId: 'BTC' })];
    expect(await handedOut.users.get(user.username.toUpperCase())).toEqual(user);
    expect(await handedOut.users.getByEmail('ADA@Example.com')).toEqual(user);
    expect(await handedOut.assets.get('btc')).toEqual(asset);
  });
};

/** Most methods take one or two arguments, and none takes more than four. */
const POSITIONS = 4;

const VALUES: readonly unknown[] = [
  undefined,
  null,
  7,
  Number.NaN,
  'x',
  '',
  '\ud800',
  true,
  10n,
  Symbol('x'),
  () => 'x',
  {},
  [],
  new Date(0),
  Promise.resolve('alice_01'),
  { username: Promise.resolve('alice_01') },
  Object.create(null),
  new Proxy(
    {},
    { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse, getOwnPropertyDescriptor: refuse },
  ),
];

function refuse(): never {
  throw new Error('a trap of a proxy');
}

/**
 * Good values before the hostile one, so that later arguments are looked at too. Each call has a user of its own: they come at once, and
 * would wait for the lock of one.
 */
function rightOf(call: number): readonly unknown[] {
  return [`alice_${100 + call}`, '01JGFJJZ00000G40R40M30E209', {}, {}];
}

const ARGUMENTS: readonly (readonly unknown[])[] = [
  [],
  ...VALUES.flatMap((value, number) =>
    Array.from({ length: POSITIONS }, (_nothing, at) => [...rightOf(number * POSITIONS + at).slice(0, at), value]),
  ),
];

async function expectDomainErrors(place: Place, methods: readonly (readonly [string, unknown])[]): Promise<void> {
  await expectNothingWritten(place, async () => {
    for (const [name, method] of methods) {
      if (typeof method !== 'function') throw new Error(`${name} is no method`);
      await Promise.all(ARGUMENTS.map((given) => expectAnswer(name, method, given)));
    }
  });
}

async function expectAnswer(name: string, method: CallableFunction, given: readonly unknown[]): Promise<void> {
  const answer: unknown = Reflect.apply(method, undefined, given);
  expect(answer, `${name} returns a promise`).toBeInstanceOf(Promise);
  const refusal = await Promise.resolve(answer).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal === undefined) return;
  expect(refusal, `${name} with ${given.map((value) => typeof value).join()}`).toBeInstanceOf(DomainError);
  expect(FAILURES, name).not.toContain(Reflect.get(Object(refusal), 'code'));
}

/** These come from the store. No argument may get far enough to make it fail. */
const FAILURES = ['STORAGE_FAILED', 'OUTCOME_UNKNOWN'];

const USERNAME = 'alice_01';

/** Every call of a published store that takes single values, with the value under test in one place. */
const PORTS: readonly (readonly [
  name: string,
  field: string,
  values: readonly unknown[],
  call: (store: Store, value: never) => Promise<unknown>,
])[] = [
  ['users.get', 'username', bad.BAD_USERNAMES, ({ users }, value) => users.get(value)],
  ['users.getByEmail', 'email', bad.BAD_EMAILS, ({ users }, value) => users.getByEmail(value)],
  ['users.listByStatus', 'status', ['', 'OPEN', 7], ({ users }, value) => users.listByStatus(value)],
  [
    'users.listByUsernamePrefix',
    'prefix',
    bad.BAD_USERNAME_PREFIXES,
    ({ users }, value) => users.listByUsernamePrefix(value),
  ],
  ['users.listByEmailPrefix', 'prefix', bad.BAD_EMAIL_PREFIXES, ({ users }, value) => users.listByEmailPrefix(value)],
  ['balances.get', 'username', bad.BAD_USERNAMES, ({ balances }, value) => balances.get(value, 'USD')],
  ['balances.get', 'currency', bad.BAD_CURRENCIES, ({ balances }, value) => balances.get(USERNAME, value)],
  [
    'balances.getTransaction',
    'transactionId',
    bad.BAD_ULIDS,
    ({ balances }, value) => balances.getTransaction(USERNAME, value),
  ],
  [
    'balances.listTransactions',
    'username',
    bad.BAD_USERNAMES,
    ({ balances }, value) => balances.listTransactions(value),
  ],
  ['assets.get', 'assetId', bad.BAD_ASSET_IDS, ({ assets }, value) => assets.get(value)],
  ['assets.getMany', '0', bad.BAD_ASSET_IDS, ({ assets }, value) => assets.getMany([value])],
  ['assets.getMany', 'assetIds', [undefined, null, 'BTC', {}], ({ assets }, value) => assets.getMany(value)],
  ['assets.list', 'limit', bad.BAD_LIMITS, ({ assets }, limit) => assets.list({ limit })],
  ['assets.listActive', 'limit', bad.BAD_LIMITS, ({ assets }, limit) => assets.listActive({ limit })],
  ['rates.get', 'currency', bad.BAD_CURRENCIES, ({ rates }, value) => rates.get('USD', value)],
  ['rates.list', 'limit', bad.BAD_LIMITS, ({ rates }, limit) => rates.list({ limit })],
  ['orders.get', 'username', bad.BAD_USERNAMES, ({ orders }, value) => orders.get(value, USERNAME)],
  ['orders.get', 'orderId', bad.BAD_ULIDS, ({ orders }, value) => orders.get(USERNAME, value)],
  [
    'orders.getByClientOrderId',
    'clientOrderId',
    bad.badText(100),
    ({ orders }, value) => orders.getByClientOrderId(USERNAME, value),
  ],
  ['orders.listByUser', 'username', bad.BAD_USERNAMES, ({ orders }, value) => orders.listByUser(value)],
  [
    'orders.listByUserAndAsset',
    'assetId',
    bad.BAD_ASSET_IDS,
    ({ orders }, value) => orders.listByUserAndAsset(USERNAME, value),
  ],
  [
    'orders.listByUserAndStatus',
    'status',
    ['', 'OPEN', 7],
    ({ orders }, value) => orders.listByUserAndStatus(USERNAME, value),
  ],
  ['orders.listRestingByAsset', 'assetId', bad.BAD_ASSET_IDS, ({ orders }, value) => orders.listRestingByAsset(value)],
  ['assetBalances.get', 'assetId', bad.BAD_ASSET_IDS, ({ assetBalances }, value) => assetBalances.get(USERNAME, value)],
  ['assetBalances.getAll', 'username', bad.BAD_USERNAMES, ({ assetBalances }, value) => assetBalances.getAll(value)],
  [
    'assetBalances.getAccount',
    'username',
    bad.BAD_USERNAMES,
    ({ assetBalances }, value) => assetBalances.getAccount(value),
  ],
  [
    'assetTransactions.get',
    'transactionId',
    bad.BAD_ULIDS,
    ({ assetTransactions }, value) => assetTransactions.get(USERNAME, value),
  ],
  [
    'assetTransactions.listByUser',
    'username',
    bad.BAD_USERNAMES,
    ({ assetTransactions }, value) => assetTransactions.listByUser(value),
  ],
  [
    'assetTransactions.listByUserAndAsset',
    'assetId',
    bad.BAD_ASSET_IDS,
    ({ assetTransactions }, value) => assetTransactions.listByUserAndAsset(USERNAME, value),
  ],
  ['loginAttempts.get', 'username', bad.BAD_USERNAMES, ({ loginAttempts }, value) => loginAttempts.get(value)],
  [
    'refreshTokens.get',
    'tokenHash',
    ['', '0', 7, 'G'.repeat(64)],
    ({ refreshTokens }, value) => refreshTokens.get(USERNAME, value),
  ],
  [
    'refreshTokens.getFamily',
    'familyId',
    bad.BAD_ULIDS,
    ({ refreshTokens }, value) => refreshTokens.getFamily(USERNAME, value),
  ],
  [
    'refreshTokens.listFamilies',
    'username',
    bad.BAD_USERNAMES,
    ({ refreshTokens }, value) => refreshTokens.listFamilies(value),
  ],
  ['auditTrail.head', 'username', bad.BAD_USERNAMES, ({ auditTrail }, value) => auditTrail.head(value)],
  ['auditTrail.list', 'username', bad.BAD_USERNAMES, ({ auditTrail }, value) => auditTrail.list(value)],
];
