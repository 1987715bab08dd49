import * as bad from './bad-values.ts';

/** A valid input of an order, and the bad values of each of its fields. */
interface OrderInput {
  readonly valid: Readonly<Record<string, unknown>>;
  readonly bad: Readonly<Record<string, readonly unknown[]>>;
}

/** A limit buy of one BTC at 10 dollars. It rests while bad input is tried. */
export const RESTING_ORDER_ID = '01JGFJJZ00000G40R40M30E20A';

const username = 'alice_01';
const order = {
  username: bad.BAD_USERNAMES,
  assetId: bad.BAD_ASSET_IDS,
  currency: bad.BAD_CURRENCIES,
  quantity: [...bad.BAD_POSITIVE_AMOUNTS, '0.000000001', 'all', 'ALL ', 'ALLES'],
  clientOrderId: bad.badText(100),
  expiresAt: bad.BAD_EXPIRIES,
};
/** The fields of a market order. */
const valid = { username, assetId: 'BTC', quantity: '0.001' };
const noTime = ['', 'gtc', 'DAY', null, 7];
const notAtOnce = [...noTime, 'IOC', 'FOK'];
const foreign = ['1'];
const noTrail = { trailAmount: foreign, trailPercent: foreign };

const buy = { ...order, quantity: [...order.quantity, 'ALL'] };

/** Every way to place an order, by its name in the title of a test. */
export const ORDERS: Readonly<Record<string, OrderInput>> = {
  'a market order': {
    valid: { ...valid, orderType: 'MARKET_BUY' },
    bad: {
      ...buy,
      orderType: ['', 'BUY', 'market_buy', 'LIMIT', null, 7],
      ...{ price: foreign, limitPrice: foreign, stopPrice: foreign, timeInForce: ['GTC', 'IOC'], ...noTrail },
      expiresAt: ['2026-06-01T00:00:00.000Z'],
    },
  },
  'a limit buy': {
    valid: { ...valid, orderType: 'LIMIT_BUY', limitPrice: '40000' },
    bad: { ...buy, limitPrice: bad.BAD_PRICES, timeInForce: noTime, stopPrice: foreign, ...noTrail },
  },
  'a limit sale': {
    valid: { ...valid, orderType: 'LIMIT_SELL', limitPrice: '60000' },
    bad: { ...order, limitPrice: bad.BAD_PRICES, timeInForce: noTime, stopPrice: foreign, ...noTrail },
  },
  'a stop-loss': {
    valid: { ...valid, orderType: 'STOP_LOSS_SELL', stopPrice: '40000' },
    bad: {
      ...order,
      stopPrice: [...bad.BAD_PRICES, '50000', '50000.01'],
      ...{ timeInForce: notAtOnce, limitPrice: foreign, ...noTrail },
    },
  },
  'a take-profit': {
    valid: { ...valid, orderType: 'TAKE_PROFIT_SELL', stopPrice: '60000' },
    bad: {
      ...order,
      stopPrice: [...bad.BAD_PRICES, '50000', '49999.99'],
      ...{ timeInForce: notAtOnce, limitPrice: foreign, ...noTrail },
    },
  },
  'a trailing stop': {
    valid: { ...valid, orderType: 'TRAILING_STOP_SELL', trailAmount: '100' },
    bad: {
      ...order,
      trailAmount: [...bad.BAD_PRICES, '50000', '50000.01'],
      ...{ timeInForce: notAtOnce, limitPrice: foreign, stopPrice: foreign },
      ...{ highWaterMark: foreign, trailingGroupId: [RESTING_ORDER_ID] },
    },
  },
};

/** For `orders.replace`. */
export const REPLACEMENT: OrderInput = {
  valid: { username, orderId: RESTING_ORDER_ID, quantity: '0.5' },
  bad: {
    username: bad.BAD_USERNAMES,
    orderId: bad.BAD_ULIDS,
    quantity: buy.quantity,
    limitPrice: bad.BAD_PRICES,
    // A limit order has no such field, so any value is bad.
    stopPrice: [...bad.BAD_PRICES, '1'],
    clientOrderId: bad.badText(100),
    ...{
      orderType: ['LIMIT_SELL'],
      assetId: ['ETH'],
      currency: ['USD', 'EUR'],
      expiresAt: ['2026-06-01T00:00:00.000Z'],
      trailAmount: ['1'],
    },
  },
};

/** For `orders.onPrice`. */
export const TICK: OrderInput = {
  valid: { assetId: 'BTC', price: '45000' },
  bad: {
    assetId: bad.BAD_ASSET_IDS,
    price: bad.BAD_PRICES,
    currency: bad.BAD_CURRENCIES,
    at: [...bad.BAD_TIMES, '2026-01-01T00:01:00.001Z', '2027-01-01T00:00:00.001Z'],
    sequence: [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '1', null],
  },
};

/** For the `trailPercent` of a trailing stop. */
export const BAD_PERCENTS: readonly unknown[] = [
  ...bad.BAD_POSITIVE_AMOUNTS,
  '100',
  '100.0001',
  '100.5',
  '1000',
  '5.00001',
];
