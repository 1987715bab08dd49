import type { Orderfolio, PlaceOrder } from '@orderfolio/domain';
import { ORDERS, REPLACEMENT, TICK } from './bad-orders.ts';
import * as bad from './bad-values.ts';

/** A command with a valid input, and the bad values of each of its fields. */
export interface CommandUnderTest {
  run(app: Orderfolio, input: unknown): Promise<unknown>;
  readonly valid: Readonly<Record<string, unknown>>;
  /** By field. A dot leads into an object. */
  readonly bad: Readonly<Record<string, readonly unknown[]>>;
}

/** Callers without a compiler pass anything. This is the only place where the suite does the same. */
export function anything<Input>(input: unknown): Input {
  return input as Input;
}

const username = 'alice_01';
const profile = {
  email: bad.BAD_EMAILS,
  firstName: bad.badShownText(50),
  lastName: bad.badShownText(50),
  phone: [
    '',
    '1'.repeat(16),
    `+${'1'.repeat(16)}`,
    'call me',
    '+',
    '+1',
    '030 1234567',
    '+44 (0)20',
    '++44 20',
    '555\n',
    555,
  ],
  dateOfBirth: ['', '1990', '1990-02-30', '31.12.1990', '2999-01-01', '0000-01-01', '1899-12-31', 0],
  marketingEmailsConsent: bad.BAD_FLAGS,
};
const movement = {
  username: bad.BAD_USERNAMES,
  currency: bad.BAD_CURRENCIES,
  description: bad.badShownText(500),
  referenceId: bad.badText(100),
  idempotencyKey: bad.badText(100),
};
const transfer = {
  ...movement,
  amount: [...bad.BAD_POSITIVE_AMOUNTS, '0.001', '1.999', '0.000000000000000001'],
  status: ['', 'FAILED', 'CANCELLED', 'pending', null, true],
};
const assetTransfer = {
  username: bad.BAD_USERNAMES,
  assetId: bad.BAD_ASSET_IDS,
  quantity: [...bad.BAD_POSITIVE_AMOUNTS, '0.000000001', 'ALL'],
  description: bad.badShownText(500),
  idempotencyKey: bad.badText(100),
  referenceId: ['R'],
  status: ['COMPLETED'],
};
const terms = {
  name: bad.badShownText(100),
  description: bad.badShownText(500),
  category: bad.badShownText(50),
  symbol: bad.badShownText(20),
  image: bad.badText(500),
  amount: bad.BAD_AMOUNTS,
  priceUsd: bad.BAD_AMOUNTS,
  isActive: bad.BAD_FLAGS,
  quantityScale: [-1, 19, 1.5, '8', null, Number.NaN],
  minQuantity: bad.BAD_POSITIVE_AMOUNTS,
  'marketData.high24h': bad.BAD_AMOUNTS,
  'marketData.priceChange24h': bad.BAD_SIGNED_AMOUNTS,
  'marketData.marketCapRank': [0, 1.5, '1', null],
  'marketData.allTimeHighAt': ['', 'yesterday', '2026-01-01', '2026-01-01T00:00:00Z', 0, null],
  'marketData.surprise': [1],
};

/** The fields without these. */
function notOf(fields: CommandUnderTest['bad'], ...left: readonly string[]): CommandUnderTest['bad'] {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !left.includes(field)));
}

/** In an update null empties an optional field, so it is not a bad value. */
function notNull(fields: CommandUnderTest['bad'], ...optional: readonly string[]): CommandUnderTest['bad'] {
  const kept = ([field, values]: [string, readonly unknown[]]) =>
    [field, optional.includes(field) ? values.filter((value) => value !== null) : values] as const;
  return Object.fromEntries(Object.entries(fields).map(kept));
}

/** Every command that takes an object. */
export const COMMANDS: Readonly<Record<string, CommandUnderTest>> = {
  'users.create': {
    run: (app, input) => app.users.create(anything(input)),
    valid: { username: 'new_user_1', email: 'new@example.com', firstName: 'A', lastName: 'B' },
    bad: {
      username: bad.BAD_USERNAMES,
      ...profile,
      passwordHash: bad.badText(255),
      // Only authentication gives roles.
      role: ['customer', 'admin', 'root', null],
      version: [1],
      createdAt: ['2026-01-01T00:00:00.000Z'],
    },
  },
  'users.updateProfile': {
    run: (app, input) => app.users.updateProfile(username, anything(input)),
    valid: { firstName: 'A' },
    // A request body that is passed on must not make an administrator or open an account.
    bad: {
      ...notNull(profile, 'phone', 'dateOfBirth'),
      username: ['new_user_1'],
      version: [2],
      role: ['admin'],
      passwordHash: ['h'],
    },
  },
  'funds.deposit': {
    run: (app, input) => app.funds.deposit(anything(input)),
    valid: { username, amount: '1.00' },
    bad: transfer,
  },
  'funds.withdraw': {
    run: (app, input) => app.funds.withdraw(anything(input)),
    valid: { username, amount: '1.00' },
    bad: transfer,
  },
  'funds.adjust': {
    run: (app, input) => app.funds.adjust(anything(input)),
    valid: { username, amount: '-1.00' },
    bad: {
      ...movement,
      amount: [...bad.BAD_SIGNED_AMOUNTS, '0', '-0', '0.00', '0.001', '-0.001'],
      status: ['COMPLETED'],
    },
  },
  'funds.convert': {
    run: (app, input) => app.funds.convert(anything(input)),
    valid: { username, from: 'USD', to: 'EUR', amount: '1.00' },
    bad: {
      ...notOf(movement, 'currency', 'referenceId'),
      from: [...bad.BAD_CURRENCIES, undefined],
      to: [...bad.BAD_CURRENCIES, undefined, 'USD'],
      // A cent is worth less than a cent of what it is converted into.
      amount: [...bad.BAD_POSITIVE_AMOUNTS, '0.001', '0.01'],
      currency: ['USD'],
      rate: ['1'],
    },
  },
  'rates.set': {
    run: (app, input) => app.rates.set(anything(input)),
    valid: { base: 'EUR', quote: 'USD', rate: '1.10' },
    bad: {
      base: [...bad.BAD_CURRENCIES, undefined],
      quote: [...bad.BAD_CURRENCIES, undefined, 'EUR'],
      rate: [...bad.BAD_POSITIVE_AMOUNTS, '0.0000000000000000001', '100000000000000000000'],
      at: [...bad.BAD_TIMES, '2999-01-01T00:00:00.000Z'],
      version: [1],
    },
  },
  'portfolio.transferIn': {
    run: (app, input) => app.portfolio.transferIn(anything(input)),
    valid: { username, assetId: 'BTC', quantity: '1' },
    bad: assetTransfer,
  },
  'portfolio.transferOut': {
    run: (app, input) => app.portfolio.transferOut(anything(input)),
    valid: { username, assetId: 'BTC', quantity: '0.01' },
    bad: assetTransfer,
  },
  'portfolio.adjust': {
    run: (app, input) => app.portfolio.adjust(anything(input)),
    valid: { username, assetId: 'BTC', quantity: '-0.01' },
    bad: { ...assetTransfer, quantity: [...bad.BAD_SIGNED_AMOUNTS, '0', '-0', '0.00', '0.000000001', '-0.000000001'] },
  },
  'assets.create': {
    run: (app, input) => app.assets.create(anything(input)),
    valid: { assetId: 'NEW', name: 'New', category: 'test', priceUsd: '1' },
    bad: { assetId: bad.BAD_ASSET_IDS, ...terms, version: [1] },
  },
  'assets.update': {
    run: (app, input) => app.assets.update('BTC', anything(input)),
    valid: { priceUsd: '2' },
    bad: {
      ...notNull(terms, 'description', 'symbol', 'image', 'minQuantity', 'marketData'),
      assetId: ['ETH'],
      version: [2],
    },
  },
  ...Object.fromEntries(
    Object.entries(ORDERS).map(([name, input]) => [
      `orders.place, ${name},`,
      { run: (app: Orderfolio, given: unknown) => app.orders.place(anything<PlaceOrder>(given)), ...input },
    ]),
  ),
  'orders.replace': { run: (app, input) => app.orders.replace(anything(input)), ...REPLACEMENT },
  'orders.onPrice': { run: (app, input) => app.orders.onPrice(anything(input)), ...TICK },
};
