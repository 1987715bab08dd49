import { Decimal, DomainError, type Order, type Orderfolio, ROUND_DOWN, ZERO } from '@orderfolio/domain';
import { affordable, below, shareOf } from '../amounts.ts';
import type { Trader } from '../traders.ts';

const QUANTITY_SCALE = 6;
const LEVELS = 9;
/** How far the levels of the book lie apart, in percent of the price. */
const LEVEL_PERCENT = 0.7;
const FARTHEST_PERCENT = '9';
const LEVEL_WORTH = new Decimal('2500.00');
const MAKER_CASH = '400000.00';
const STOCK_WORTH = '60000.00';

/** Keeps both sides of every book filled: it bids below the price, and offers above it. */
export function marketMaker(app: Orderfolio, username: string): Trader {
  let placed = 0;
  let isOpen = false;
  return {
    async trade({ closes }) {
      if (!isOpen) await app.funds.deposit({ username, amount: MAKER_CASH });
      for (const [assetId, price] of closes) {
        if (!isOpen) await app.orders.place({ username, orderType: 'MARKET_BUY', assetId, amount: STOCK_WORTH });
        const waiting: Order[] = [];
        for (const order of await openOrders(app, username, assetId)) {
          if (isNear(order, price)) waiting.push(order);
          else await attempt(app.orders.cancel(username, order.orderId));
        }
        for (const orderType of ['LIMIT_BUY', 'LIMIT_SELL'] as const) {
          const open = waiting.filter((order) => order.orderType === orderType).length;
          for (let missing = open; missing < LEVELS; missing++) {
            placed += 1;
            const percent = (LEVEL_PERCENT * (1 + (placed % LEVELS))).toFixed(1);
            const limitPrice = below(price, orderType === 'LIMIT_BUY' ? percent : `-${percent}`);
            const quantity = affordable(shareOf(LEVEL_WORTH, 1 + (placed % 3)), limitPrice);
            await attempt(app.orders.place({ username, orderType, assetId, quantity, limitPrice }));
          }
        }
      }
      isOpen = true;
    },
  };
}

/** An order far from the price does not make a book. */
function isNear({ limitPrice = ZERO }: Order, price: Decimal): boolean {
  return limitPrice.gt(below(price, FARTHEST_PERCENT)) && limitPrice.lt(below(price, `-${FARTHEST_PERCENT}`));
}

const START_CASH = '25000.00';
const PART = '2500.00';
const BID_WORTH = new Decimal('500.00');
const REBALANCE_DAYS = 6;

/** Has a bit of everything: euros, all assets, and orders of every kind that wait. */
export function allRounder(app: Orderfolio, username: string): Trader {
  let day = 0;
  return {
    async trade({ closes }) {
      day += 1;
      if (day === 1) {
        await app.funds.deposit({ username, amount: START_CASH, description: 'Savings' });
        await app.funds.convert({ username, from: 'USD', to: 'EUR', amount: '2000.00' });
      }
      if (day % REBALANCE_DAYS === 1) {
        for (const assetId of closes.keys()) {
          await attempt(app.orders.place({ username, orderType: 'MARKET_BUY', assetId, amount: PART }));
        }
      }
      for (const [assetId, price] of closes) {
        if ((await openOrders(app, username, assetId)).length > 0) continue;
        const { available } = await app.portfolio.holding(username, assetId);
        const quantity = available.div('4', QUANTITY_SCALE, ROUND_DOWN);
        const sale = { username, assetId, quantity } as const;
        await attempt(app.orders.place({ ...sale, orderType: 'LIMIT_SELL', limitPrice: below(price, '-6') }));
        await attempt(app.orders.place({ ...sale, orderType: 'STOP_LOSS_SELL', stopPrice: below(price, '9') }));
        await attempt(app.orders.place({ ...sale, orderType: 'TRAILING_STOP_SELL', trailPercent: '12' }));
        const limitPrice = below(price, '4');
        const bid = { username, assetId, limitPrice, quantity: affordable(BID_WORTH, limitPrice) };
        await attempt(app.orders.place({ ...bid, orderType: 'LIMIT_BUY' }));
      }
    },
  };
}

async function openOrders(app: Orderfolio, username: string, assetId: string): Promise<readonly Order[]> {
  const { items } = await app.orders.listOpenByUser(username, { limit: 100 });
  return items.filter((order) => order.assetId === assetId);
}

/** What is refused is left: a person may have used the account, or suspended it. */
export async function attempt(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
