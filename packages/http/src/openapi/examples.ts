/** One account's story, as its replies show it. The tests hold each against the schema of its route. */
const AT = '2026-03-02T09:30:00.000Z';
const STORED = { version: 1, createdAt: AT, updatedAt: AT };
const ALICE = 'alice_01';
const ORDER_ID = '01KJQ4Z0X8T3N5V7B9D1F2G3H4';

export const USER = {
  username: ALICE,
  email: 'alice@example.com',
  firstName: 'Alice',
  lastName: 'Moor',
  marketingEmailsConsent: false,
  role: 'customer',
  status: 'ACTIVE',
  ...STORED,
};
export const SUSPENDED_USER = {
  ...USER,
  status: 'SUSPENDED',
  statusAt: AT,
  statusBy: 'operator_1',
  statusReason: 'Card reported stolen',
};
export const ERASED_USER = {
  ...SUSPENDED_USER,
  email: `${ALICE}@erased.invalid`,
  firstName: 'Erased',
  lastName: 'User',
  status: 'ERASED',
  statusReason: undefined,
};
export const USER_PAGE = { items: [USER, SUSPENDED_USER] };
export const REGISTERED = { user: USER };
export const SESSION = {
  accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZV8wMSJ9.signature',
  accessTokenExpiresAt: '2026-03-02T09:45:00.000Z',
  refreshToken: 'ofr.alice_01.01KJQ4YZZZT3N5V7B9D1F2G3H4.a-secret-of-43-characters-that-is-never-stored',
  refreshTokenExpiresAt: '2026-03-09T09:30:00.000Z',
  user: USER,
};
export const MAILED_TOKEN = 'ofm.alice_01.YWxpY2VAZXhhbXBsZS5jb20.a-secret-of-43-characters-that-is-never-stored';
export const SESSIONS = {
  items: [
    {
      familyId: '01KJQ4YZZZT3N5V7B9D1F2G3H4',
      deviceLabel: 'Firefox on Linux',
      createdAt: AT,
      lastUsedAt: AT,
      lastAddress: '203.0.113.7',
      expiresAt: '2026-04-01T09:30:00.000Z',
    },
  ],
};

const BALANCE = {
  username: ALICE,
  currency: 'USD',
  available: '520.00',
  held: '480.00',
  currentBalance: '1000.00',
  totalDeposits: '1000.00',
  totalWithdrawals: '0.00',
  sequence: 1,
  lastId: ORDER_ID,
  ...STORED,
  version: 3,
};
export const BALANCES = { items: [BALANCE] };
export const TRANSACTION = {
  username: ALICE,
  transactionId: '01KJQ4YB00T3N5V7B9D1F2G3H4',
  type: 'DEPOSIT',
  amount: '1000.00',
  currency: 'USD',
  status: 'COMPLETED',
  description: 'Deposit',
  balanceAfter: '1000.00',
  balanceSequence: 1,
  ...STORED,
};
export const CASH_MOVEMENT = { transaction: TRANSACTION, balance: BALANCE, replayed: false };
const EUROS = {
  ...BALANCE,
  currency: 'EUR',
  available: '100.00',
  held: '0.00',
  currentBalance: '100.00',
  totalDeposits: '0.00',
};
const EXCHANGED = {
  ...TRANSACTION,
  type: 'CONVERSION',
  referenceId: '01KJQ4YD00T3N5V7B9D1F2G3H4',
  rate: '0.9090909090909090909',
};
const CONVERTED = { ...EXCHANGED, description: 'Converted 110.01 USD to 100 EUR at 0.9090909090909090909' };
export const CONVERSION = {
  paid: {
    transaction: { ...CONVERTED, transactionId: CONVERTED.referenceId, amount: '-110.01', balanceAfter: '889.99' },
    balance: { ...BALANCE, available: '409.99', currentBalance: '889.99' },
  },
  received: {
    transaction: {
      ...CONVERTED,
      transactionId: '01KJQ4YD01T3N5V7B9D1F2G3H4',
      amount: '100.00',
      currency: 'EUR',
      balanceAfter: '100.00',
    },
    balance: EUROS,
  },
  replayed: false,
};
export const RATE = { pair: 'EUR/USD', base: 'EUR', quote: 'USD', rate: '1.1', at: AT, ...STORED };
export const RATE_PAGE = { items: [RATE] };
export const EXCHANGE_RATE = { base: 'EUR', quote: 'USD', rate: '1.1', at: AT };
export const SETTLEMENT = { transaction: { ...TRANSACTION, version: 2 }, balance: BALANCE };
export const TRANSACTION_PAGE = { items: [TRANSACTION], nextCursor: '01KJQ4YB00T3N5V7B9D1F2G3H4.5c1f0e2a9b7d4c63' };

export const ASSET = {
  assetId: 'BTC',
  name: 'Bitcoin',
  category: 'major',
  amount: '0',
  priceUsd: '50000.00',
  isActive: true,
  quantityScale: 8,
  ...STORED,
};
export const ASSET_PAGE = { items: [ASSET] };

export const ORDER = {
  username: ALICE,
  orderId: ORDER_ID,
  orderType: 'LIMIT_BUY',
  side: 'BUY',
  status: 'QUEUED',
  assetId: 'BTC',
  currency: 'USD',
  quantity: '0.01',
  timeInForce: 'GTC',
  limitPrice: '48000.00',
  heldAmount: '480.00',
  ...STORED,
};
const { username, orderType, side, status, assetId, currency, quantity, timeInForce, limitPrice, heldAmount } = ORDER;
export const ORDER_PREVIEW = {
  order: { username, orderType, side, status, assetId, currency, quantity, timeInForce, limitPrice, heldAmount },
  balance: { currency: 'USD', available: '520.00', held: '480.00' },
};
export const DEPTH = {
  assetId: 'BTC',
  currency: 'USD',
  lastPrice: '50000.00',
  bids: [{ price: '48000.00', quantity: '0.01', orders: 1 }],
  asks: [{ price: '52000.00', quantity: '1.5', orders: 3 }],
  isComplete: true,
};
const HOLD = {
  ...TRANSACTION,
  transactionId: ORDER_ID,
  type: 'ORDER_HOLD',
  amount: '-480.00',
  status: 'PENDING',
  description: 'Hold',
  referenceId: ORDER_ID,
};
export const ORDER_PAGE = { items: [ORDER] };
export const PLACED_ORDER = { order: ORDER, balance: BALANCE, transaction: HOLD, replayed: false };
const CANCELLED = { ...ORDER, status: 'CANCELLED', heldAmount: '0.00', version: 2 };
const FREED = { ...BALANCE, available: '1000.00', held: '0.00', version: 4 };
export const ENDED_ORDER = {
  order: CANCELLED,
  balance: FREED,
  transaction: { ...HOLD, status: 'CANCELLED', version: 2 },
};
export const REPLACED_ORDER = {
  ...PLACED_ORDER,
  order: { ...ORDER, orderId: '01KJQ5A0X8T3N5V7B9D1F2G3H4', limitPrice: '47000.00', heldAmount: '470.00' },
  replaced: CANCELLED,
};

const FILLED = {
  ...ORDER,
  status: 'COMPLETED',
  executionPrice: '47900.00',
  totalAmount: '479.00',
  heldAmount: '0.00',
  triggeredAt: AT,
  version: 2,
};
export const PRICE_OUTCOME = { applied: true, filled: [FILLED], failed: [], expired: [], skipped: [] };

export const PORTFOLIO = {
  username: ALICE,
  currency: 'USD',
  usdBalance: '521.00',
  cash: [
    { currency: 'EUR', available: '100.00', held: '0.00', currentBalance: '100.00', rate: '1.1', value: '110.00' },
    { currency: 'USD', available: '521.00', held: '0.00', currentBalance: '521.00', rate: '1', value: '521.00' },
  ],
  totalCashValue: '631.00',
  assetBalances: [
    {
      assetId: 'BTC',
      available: '0.01',
      held: '0',
      quantity: '0.01',
      price: '50000.00',
      rate: '1',
      value: '500.00',
      costBasis: '479.00',
      averagePrice: '47900.00',
      unrealisedProfit: '21.00',
    },
  ],
  totalAssetValue: '500.00',
  totalPortfolioValue: '1131.00',
  unpriced: [],
};
export const ORDER_STATISTICS = {
  total: 3,
  byStatus: {
    PENDING: 0,
    CONFIRMED: 0,
    QUEUED: 1,
    TRIGGERED: 0,
    PROCESSING: 0,
    COMPLETED: 2,
    CANCELLED: 0,
    FAILED: 0,
    EXPIRED: 0,
  },
  byType: {
    MARKET_BUY: 2,
    MARKET_SELL: 0,
    LIMIT_BUY: 1,
    LIMIT_SELL: 0,
    STOP_LOSS_SELL: 0,
    TAKE_PROFIT_SELL: 0,
    TRAILING_STOP_SELL: 0,
  },
  filledNotional: '958.00',
};
export const VOLUME = {
  days: [
    { date: '2026-01-30', isOpen: false, quantity: '0.02', notional: '958.00', trades: 2 },
    { date: '2026-01-31', isOpen: true, quantity: '0', notional: '0.00', trades: 0 },
  ],
};
export const PERFORMANCE = {
  days: [
    { date: '2026-01-30', isOpen: false, value: '1000.00', netDeposits: '1000.00' },
    { date: '2026-01-31', isOpen: true, value: '1021.00', netDeposits: '0.00' },
  ],
  timeWeightedReturn: '0.021',
  moneyWeightedReturn: '1967.3457',
  maxDrawdown: '0',
  realisedProfit: '0.00',
  unrealisedProfit: '21.00',
  fees: '0.00',
  unpriced: [],
};
export const TRADE_PAGE = {
  items: [
    {
      username: ALICE,
      transactionId: '01KJQ5B0X8T3N5V7B9D1F2G3H4',
      assetId: 'BTC',
      type: 'BUY',
      quantity: '0.01',
      currency: 'USD',
      price: '47900.00',
      totalAmount: '479.00',
      costBasis: '479.00',
      costBasisAfter: '479.00',
      status: 'COMPLETED',
      orderId: ORDER_ID,
      quantityAfter: '0.01',
      holdingSequence: 1,
      ...STORED,
    },
  ],
};
export const ASSET_MOVEMENT = {
  assetTransaction: {
    username: ALICE,
    transactionId: '01KJQ5C0X8T3N5V7B9D1F2G3H4',
    assetId: 'BTC',
    type: 'TRANSFER_IN',
    quantity: '0.5',
    currency: 'USD',
    price: '0.00',
    totalAmount: '0.00',
    costBasis: '21000.00',
    costBasisAfter: '21479.00',
    description: 'From another broker',
    status: 'COMPLETED',
    quantityAfter: '0.51',
    holdingSequence: 2,
    ...STORED,
  },
  assetBalance: {
    username: ALICE,
    assetId: 'BTC',
    available: '0.51',
    held: '0',
    quantity: '0.51',
    costBasis: '21479.00',
    sequence: 2,
    ...STORED,
    version: 2,
  },
  replayed: false,
};
export const AUDIT_VERDICT = { username: ALICE, ok: true, entries: 12 };
export const PARKED_PAGE = {
  items: [
    {
      event: {
        id: 'asset/BTC/1/ASSET_CHANGED',
        type: 'ASSET_CHANGED',
        at: '2026-03-02T09:30:00.000Z',
        data: {
          schema: 1,
          assetId: 'BTC',
          name: 'Bitcoin',
          isActive: true,
          priceUsd: '50000.00',
          isNew: true,
          fields: [],
        },
      },
      shard: 'all',
      reason: 'TypeError: fetch failed',
      parkedAt: '2026-03-02T09:31:00.000Z',
      status: 'PARKED',
    },
  ],
};
export const RECONCILIATION = { username: ALICE, reconciled: true, differences: [], rows: 2 };

export const EVENT_STREAM =
  'event: ORDER_CANCELLED\ndata: {"id":"order/alice_01/01KJQ7Z1A2B3C4D5E6F7G8H9JK/ORDER_CANCELLED","type":"ORDER_CANCELLED","at":"2026-03-02T09:30:00.000Z","username":"alice_01","data":{"schema":1,"orderId":"01KJQ7Z1A2B3C4D5E6F7G8H9JK","orderType":"LIMIT_BUY","side":"BUY","assetId":"BTC","currency":"USD","quantity":"0.01"}}\n\n';
export const USER_STREAM =
  'event: USER_CHANGED\ndata: {"id":"user/alice_01/3/USER_CHANGED","type":"USER_CHANGED","at":"2026-03-02T09:30:00.000Z","username":"alice_01","data":{"schema":1,"role":"customer","status":"SUSPENDED","fields":["status"]}}\n\n';
export const PRICE_STREAM =
  'event: PRICE_APPLIED\ndata: {"id":"lastTick/BTC/USD/7/PRICE_APPLIED","type":"PRICE_APPLIED","at":"2026-03-02T09:30:00.000Z","data":{"schema":1,"assetId":"BTC","currency":"USD","price":"50000.00","pricedAt":"2026-03-02T09:30:00.000Z","sequence":7}}\n\n';
