import { type Decimal, type Order, type Orderfolio, ZERO } from '@orderfolio/domain';
import { affordable, formatMoney, formatPrice } from './amounts.ts';
import type { Tell } from './desk.ts';

const ONE_CENT = '0.01';

/** The steps in the life of an order that waits. The first time of each is told in full. */
type Event = 'bid' | 'stop' | 'fill' | 'fire' | 'expire' | 'fail';

/** A trader's way to orders that wait for a price. It tells every step of their lives, and what they hold meanwhile. */
export class OrderDesk {
  readonly username: string;
  readonly #app: Orderfolio;
  readonly #tell: Tell;
  readonly #seen = new Set<Event>();

  constructor(app: Orderfolio, username: string, tell: Tell) {
    this.#app = app;
    this.username = username;
    this.#tell = tell;
  }

  async hasOpen(): Promise<boolean> {
    return (await this.#open()).length > 0;
  }

  /**
   * Places an order for what the budget buys at the limit. It places none if that is less than the smallest quantity.
   */
  async bid(budget: Decimal, assetId: string, limitPrice: Decimal, expiresAt: string): Promise<void> {
    if (limitPrice.eq(ZERO)) return;
    const quantity = affordable(budget, limitPrice);
    if (quantity.eq(ZERO)) return;
    const terms = { orderType: 'LIMIT_BUY', assetId, quantity, limitPrice, expiresAt } as const;
    await this.#app.orders.place({ username: this.username, ...terms });
    const until = expiresAt.slice(0, '2026-01-31'.length);
    await this.#say('bid', `will buy ${quantity} ${assetId} at ${formatPrice(limitPrice)} until ${until}`, terms);
  }

  /**
   * Guards her holding of the asset with a stop that follows its price. Returns false if there is nothing to guard, or
   * if it would bring less than a cent.
   */
  async trail(assetId: string, trailPercent: string, stop: Decimal): Promise<boolean> {
    const holdings = await this.#app.portfolio.holdings(this.username);
    const quantity = holdings.find((held) => held.assetId === assetId)?.available ?? ZERO;
    if (quantity.times(stop).lt(ONE_CENT)) return false;
    const terms = { orderType: 'TRAILING_STOP_SELL', assetId, quantity, trailPercent } as const;
    await this.#app.orders.place({ username: this.username, ...terms });
    await this.#say('stop', `will sell ${quantity} ${assetId} ${trailPercent}% below its highest price`, terms);
    return true;
  }

  /** Tells how a price or its expiry has ended an order of hers. */
  async tellEnd(order: Order): Promise<void> {
    const { orderType, status, quantity, assetId, limitPrice, executionPrice = ZERO, totalAmount = ZERO } = order;
    const kind = orderType === 'LIMIT_BUY' ? 'limit' : 'stop';
    const done = `${quantity} ${assetId} at ${formatPrice(executionPrice)} for ${formatMoney(totalAmount)}`;
    if (status === 'FAILED') return this.#say('fail', `${kind} fails: ${order.statusReason}`, order);
    if (status === 'EXPIRED') {
      return this.#say(
        'expire',
        `${kind} expires: ${quantity} ${assetId} at ${formatPrice(limitPrice ?? ZERO)}`,
        order,
      );
    }
    await (kind === 'limit'
      ? this.#say('fill', `limit fills: ${done}`, order)
      : this.#say('fire', `stop fires: ${done}`, order));
  }

  /** Cancels the orders that still wait, and tells it. */
  async cancelAll(): Promise<void> {
    for (const { orderId, orderType, quantity, assetId } of await this.#open()) {
      const { order } = await this.#app.orders.cancel(this.username, orderId);
      const kind = orderType === 'LIMIT_BUY' ? 'limit' : 'stop';
      this.#tell(this.username, `cancels the ${kind}: ${quantity} ${assetId}`, 'landmark');
      this.#tell(this.username, await this.#heldFor(order), 'landmark');
    }
  }

  async #open(): Promise<readonly Order[]> {
    return (await this.#app.orders.listOpenByUser(this.username)).items;
  }

  async #say(event: Event, what: string, order: Pick<Order, 'orderType' | 'assetId'>): Promise<void> {
    const isFirst = !this.#seen.has(event);
    this.#seen.add(event);
    this.#tell(this.username, what, isFirst ? 'landmark' : 'routine');
    if (isFirst) this.#tell(this.username, await this.#heldFor(order), 'landmark');
  }

  /** The cash or holding that such an order takes from: the available part, and the held part. */
  async #heldFor({ orderType, assetId }: Pick<Order, 'orderType' | 'assetId'>): Promise<string> {
    if (orderType === 'LIMIT_BUY') {
      const { available, held } = await this.#app.funds.getBalance(this.username);
      return `  cash: ${formatMoney(available)} free, ${formatMoney(held)} held`;
    }
    const { available, held } = await this.#app.portfolio.holding(this.username, assetId);
    return `  ${assetId}: ${available} free, ${held} held`;
  }
}
