import { createUlidGenerator, Decimal, type Order, type OrderType, sideOf, systemClock } from '@orderfolio/domain';
import { adapterStoreOf, type Change, insert } from '@orderfolio/domain/adapter';
import { ASSET_ID, type Market } from './market.ts';

/** No open order below is reached by a price between these two. The asset's own price is in between. */
const SPREAD = { from: '49000', to: '51000' } as const;
/** The mark of the group of trailing stops. A tick above it is a new high. */
const MARK = '50500';

const TYPES = ['LIMIT_BUY', 'LIMIT_SELL', 'STOP_LOSS_SELL', 'TAKE_PROFIT_SELL', 'TRAILING_STOP_SELL'] as const;
const CENT = new Decimal('0.01');
const NARROWEST_TRAIL = new Decimal('2000');
const QUANTITY = new Decimal('0.01');
/** The orders lie within 30,000 dollars of the spread. Two neighbours have prices far from each other. */
const CENTS = 3_000_000;
const STRIDE = 1_999_993;

/** A change set takes a hundred changes. A buy takes two: its order, and the row of its hold. */
const ORDERS_PER_COMMIT = 50;
/** Commits that are sent together share a transaction. */
const COMMITS_AT_ONCE = 200;

/**
 * Fills the market with resting orders of every kind, spread over its users, and puts its trailing stops into one
 * group. It writes straight into the store, a hundred changes at a time: to place a million one by one would take
 * minutes. The balances do not include what these orders hold, and nothing here looks at that.
 */
export async function fillWithOpenOrders({ store, database, usernames }: Market, orders: number): Promise<void> {
  const ids = createUlidGenerator(systemClock);
  const groupId = ids.next();
  const now = new Date().toISOString();
  const stored = { version: 1, createdAt: now, updatedAt: now };
  const { unitOfWork } = adapterStoreOf(store);
  const send = (changes: readonly Change[]) => unitOfWork.commit({ token: ids.next(), changes });
  const changesOf = (index: number): Change[] => {
    const username = usernames[index % usernames.length] ?? '';
    const order = { ...openOrder(index, groupId), username, orderId: ids.next(), ...stored };
    return order.side === 'BUY' ? [insert('order', order), holdRow(order)] : [insert('order', order)];
  };

  const cacheSize: unknown = database.pragma('cache_size', { simple: true });
  database.exec('PRAGMA cache_size = -500000; PRAGMA wal_autocheckpoint = 50000;');
  const trails = { trailType: 'AMOUNT', mark: new Decimal(MARK), narrowestTrail: NARROWEST_TRAIL } as const;
  const joined = { joined: Math.floor(orders / TYPES.length), joinedAt: now };
  await send([
    insert('trailingGroup', { assetId: ASSET_ID, currency: 'USD', groupId, ...trails, ...joined, ...stored }),
  ]);
  for (let start = 0; start < orders; start += ORDERS_PER_COMMIT * COMMITS_AT_ONCE) {
    const firsts = Array.from({ length: COMMITS_AT_ONCE }, (_, commit) => start + commit * ORDERS_PER_COMMIT);
    const commits = firsts.map((first) => numbersFrom(first, orders).flatMap(changesOf));
    await Promise.all(commits.filter((changes) => changes.length > 0).map(send));
  }
  database.exec(`PRAGMA wal_checkpoint(TRUNCATE); PRAGMA cache_size = ${cacheSize};`);
}

/** The numbers of the orders of one commit. The last commit may have fewer. */
function numbersFrom(first: number, orders: number): readonly number[] {
  const length = Math.max(0, Math.min(ORDERS_PER_COMMIT, orders - first));
  return Array.from({ length }, (_, index) => first + index);
}

type OpenOrder = Omit<Order, 'username' | 'orderId' | 'version' | 'createdAt' | 'updatedAt'>;

/** The resting order of this number. Types and prices take turns. */
function openOrder(index: number, trailingGroupId: string): OpenOrder {
  const away = CENT.times(String((index * STRIDE) % CENTS)).plus(CENT);
  const orderType = TYPES[index % TYPES.length] ?? TYPES[0];
  return { ...bornQueued(orderType), ...priceOf(orderType, away, trailingGroupId) };
}

function bornQueued(orderType: OrderType): OpenOrder {
  const common = {
    assetId: ASSET_ID,
    currency: 'USD',
    quantity: QUANTITY,
    timeInForce: 'GTC',
    heldAmount: QUANTITY,
  } as const;
  return { orderType, side: sideOf(orderType), status: 'QUEUED', ...common };
}

function priceOf(orderType: (typeof TYPES)[number], away: Decimal, trailingGroupId: string): Partial<OpenOrder> {
  const below = new Decimal(SPREAD.from).minus(away);
  const above = new Decimal(SPREAD.to).plus(away);
  switch (orderType) {
    case 'LIMIT_BUY':
      return { limitPrice: below, heldAmount: below.times(QUANTITY).round(2, ROUND_UP) };
    case 'LIMIT_SELL':
      return { limitPrice: above };
    case 'STOP_LOSS_SELL':
      return { stopPrice: below };
    case 'TAKE_PROFIT_SELL':
      return { stopPrice: above };
    case 'TRAILING_STOP_SELL':
      return { trailAmount: NARROWEST_TRAIL.plus(away), highWaterMark: new Decimal(MARK), trailingGroupId };
  }
}

const ROUND_UP = 3;

/** The ledger row of a buy's hold. */
function holdRow({ username, orderId, heldAmount = QUANTITY, limitPrice, createdAt, updatedAt }: Order): Change {
  return insert('balanceTransaction', {
    username,
    transactionId: orderId,
    type: 'ORDER_HOLD',
    amount: heldAmount.neg(),
    currency: 'USD',
    status: 'PENDING',
    description: `Hold for ${QUANTITY} ${ASSET_ID} at ${limitPrice} or less`,
    referenceId: orderId,
    balanceAfter: new Decimal('1000000000'),
    balanceSequence: 1,
    version: 1,
    createdAt,
    updatedAt,
  });
}
