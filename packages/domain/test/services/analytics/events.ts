import { Decimal } from '@orderfolio/domain';
import type { FeedEvent } from '../../../src/entities/events.ts';
import type { OrderType } from '../../../src/entities/order.ts';
import { sideOf } from '../../../src/entities/order.ts';
import { encodeBase32 } from '../../../src/ports/ids.ts';

/** Events of a story that a test tells day by day. Each has its own id. */
export class Story {
  readonly events: FeedEvent[] = [];
  #count = 0;
  #at = '2026-01-01T12:00:00.000Z';

  on(date: string, time = '12:00:00.000Z'): this {
    this.#at = `${date}T${time}`;
    return this;
  }

  cash(
    username: string,
    amount: string,
    type: FeedEvent<'CASH_MOVED'>['data']['type'] = 'DEPOSIT',
    currency: 'USD' | 'EUR' = 'USD',
  ): this {
    const balanceAfter = new Decimal('0');
    return this.#push('CASH_MOVED', username, {
      transactionId: this.newId(),
      type,
      amount: new Decimal(amount),
      currency,
      balanceAfter,
    });
  }

  /** Assets that come without a trade, or go if the quantity is below zero. */
  transfer(username: string, assetId: string, quantity: string, cost = '0'): this {
    const amount = new Decimal(quantity);
    const type = amount.lt('0') ? 'TRANSFER_OUT' : 'TRANSFER_IN';
    return this.#assets(username, assetId, type, amount.abs(), '0', { costBasis: new Decimal(cost) });
  }

  split(username: string, assetId: string, quantity: string, ratio: string): this {
    const data = { costBasis: new Decimal('0'), ratio: new Decimal(ratio) };
    return this.#assets(username, assetId, 'ADJUSTMENT', new Decimal(quantity), '0', data);
  }

  /** A market buy: the order, the cash and the assets. */
  buy(username: string, assetId: string, quantity: string, price: string, fee = '0'): this {
    const orderId = this.newId();
    const total = new Decimal(quantity).times(price);
    this.order(username, assetId, quantity, 'MARKET_BUY', orderId).end(username, assetId, orderId, 'ORDER_FILLED');
    this.cash(username, total.plus(fee).neg().toString(), 'ORDER_PAYMENT');
    const known = { orderId, costBasis: total, fee: new Decimal(fee) };
    return this.#assets(username, assetId, 'BUY', new Decimal(quantity), price, known);
  }

  sell(username: string, assetId: string, quantity: string, price: string, costBasis: string): this {
    const orderId = this.newId();
    const total = new Decimal(quantity).times(price);
    this.order(username, assetId, quantity, 'MARKET_SELL', orderId).end(username, assetId, orderId, 'ORDER_FILLED');
    this.cash(username, total.toString(), 'ORDER_SALE');
    const known = { orderId, costBasis: new Decimal(costBasis), realisedProfit: total.minus(costBasis) };
    return this.#assets(username, assetId, 'SELL', new Decimal(quantity), price, known);
  }

  order(username: string, assetId: string, quantity: string, orderType: OrderType, orderId = this.newId()): this {
    const side = sideOf(orderType);
    const data = { orderId, orderType, side, assetId, currency: 'USD' as const, quantity: new Decimal(quantity) };
    return this.#push('ORDER_PLACED', username, data);
  }

  end(
    username: string,
    assetId: string,
    orderId: string,
    type: 'ORDER_FILLED' | 'ORDER_CANCELLED' | 'ORDER_EXPIRED' | 'ORDER_FAILED',
  ): this {
    const quantity = new Decimal('1');
    const data = { orderId, orderType: 'LIMIT_BUY', side: 'BUY', assetId, currency: 'USD', quantity } as const;
    return this.#push(type, username, data);
  }

  price(assetId: string, price: string, sequence?: number): this {
    const tick = { assetId, currency: 'USD', price: new Decimal(price), pricedAt: this.#at } as const;
    const data = { schema: 1, ...tick, ...(sequence !== undefined && { sequence }) } as const;
    this.events.push({ ...this.#head(), type: 'PRICE_APPLIED', data });
    return this;
  }

  /** A ULID of the current time. */
  newId(): string {
    this.#count += 1;
    return encodeBase32(Date.parse(this.#at), 10) + encodeBase32(this.#count, 16);
  }

  #assets(
    username: string,
    assetId: string,
    type: FeedEvent<'ASSET_MOVED'>['data']['type'],
    quantity: Decimal,
    price: string,
    known: object,
  ): this {
    const total = { price: new Decimal(price), totalAmount: quantity.abs().times(price) };
    const data = { transactionId: this.newId(), assetId, type, quantity, currency: 'USD' as const, ...total, ...known };
    return this.#push('ASSET_MOVED', username, data);
  }

  #push<
    Type extends
      | 'CASH_MOVED'
      | 'ASSET_MOVED'
      | 'ORDER_PLACED'
      | 'ORDER_FILLED'
      | 'ORDER_CANCELLED'
      | 'ORDER_EXPIRED'
      | 'ORDER_FAILED',
  >(type: Type, username: string, data: Omit<FeedEvent<Type>['data'], 'schema'>): this {
    // The form of an event of each of these types.
    this.events.push({ ...this.#head(), type, username, data: { schema: 1, ...data } } as FeedEvent<Type>);
    return this;
  }

  #head() {
    return { id: this.newId(), at: this.#at };
  }
}
