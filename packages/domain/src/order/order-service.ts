import { z } from 'zod';
import { type CommandContext, execute } from '../command/execute.ts';
import { firstTime, type Replayable, receiptKeyOf, replay } from '../command/idempotency.ts';
import { AssetNotFoundError, OrderNotFoundError } from '../errors/not-found-errors.ts';
import { assetIdSchema } from '../inventory/asset.ts';
import { findQuote, type PriceSource } from '../inventory/price-source.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import type { Page, PageRequest } from '../ports/page.ts';
import { requireBalance } from '../user/balance-repository.ts';
import { usernameSchema } from '../user/user.ts';
import { parse } from '../validation/parse.ts';
import { idempotencyKey, ulid } from '../validation/schemas.ts';
import {
  decideMarketOrder,
  type MarketOrder,
  marketOrderSchema,
  type OrderFill,
  orderFillSchema,
  type PlaceOrder,
} from './market-order.ts';
import type { Order } from './order.ts';
import type { OrderRepository } from './order-repository.ts';
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts';

/** The filled order with everything after it, and whether this is the first result of an earlier call. */
export type PlacedOrder = OrderFill & Replayable;

/**
 * Orders against the user's USD balance. Every method may reject with VALIDATION_FAILED and STORAGE_FAILED; every list
 * with INVALID_CURSOR.
 */
export interface OrderService {
  /**
   * Places a market order: it fills at the source's price in this one commit, or changes nothing.
   *
   * `clientOrderId` makes it repeatable: the same id and body returns the first result, at any later time and from any
   * process; another body is IDEMPOTENCY_CONFLICT.
   *
   * USER_NOT_FOUND, ASSET_NOT_FOUND, ASSET_INACTIVE, PRICE_UNAVAILABLE, INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE.
   */
  place(command: PlaceOrder): Promise<PlacedOrder>;
  /** The order. ORDER_NOT_FOUND. */
  get(username: string, orderId: string): Promise<Order>;
  /** The order with this client order id. ORDER_NOT_FOUND. */
  getByClientOrderId(username: string, clientOrderId: string): Promise<Order>;
  /** The user's orders, newest first. */
  listByUser(username: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders of one asset, newest first. */
  listByUserAndAsset(username: string, assetId: string, page?: PageRequest): Promise<Page<Order>>;
  /** The user's orders in one status, newest first. */
  listByUserAndStatus(username: string, status: OrderStatus, page?: PageRequest): Promise<Page<Order>>;
}

const statusSchema = z.enum(ORDER_STATUSES);

export function createOrderService(
  context: CommandContext,
  orders: OrderRepository,
  prices: PriceSource,
): OrderService {
  /** One read round trip, and the quote. A receipt is all that a repeat needs: nothing else about it is looked at. */
  async function gather({ username, assetId }: MarketOrder, receiptKey: ReturnType<typeof receiptKeyOf>) {
    const [known, asset, holding, receipt] = await context.unitOfWork.read([
      { entity: 'balance', username, currency: DEFAULT_CURRENCY },
      { entity: 'asset', assetId },
      { entity: 'assetBalance', username, assetId },
      receiptKey,
    ]);
    if (receipt !== undefined) return { receipt };
    const balance = known ?? (await requireBalance(context, username, DEFAULT_CURRENCY));
    if (asset === undefined) throw new AssetNotFoundError({ assetId });
    return { receipt, balance, asset, holding, quote: await findQuote(prices, asset) };
  }

  return {
    async place(input) {
      const command = parse(marketOrderSchema, input);
      const { username, clientOrderId, ...body } = command;
      const request = { username, scope: 'ORDER', key: clientOrderId, body } as const;
      return execute(context, {
        queue: username,
        gather: () => gather(command, receiptKeyOf(request)),
        decide: (facts, moment) =>
          facts.receipt === undefined
            ? firstTime(request, decideMarketOrder(command, facts, moment), moment.now)
            : replay(request, facts.receipt, orderFillSchema),
        confirmsRefusal: clientOrderId !== undefined,
      });
    },

    async get(inUser, inOrder) {
      const username = parse(usernameSchema, inUser, 'username');
      const orderId = parse(ulid, inOrder, 'orderId');
      const order = await orders.get(username, orderId);
      if (order === undefined) throw new OrderNotFoundError({ username, orderId });
      return order;
    },

    async getByClientOrderId(inUser, inOrder) {
      const username = parse(usernameSchema, inUser, 'username');
      const clientOrderId = parse(idempotencyKey, inOrder, 'clientOrderId');
      const order = await orders.getByClientOrderId(username, clientOrderId);
      if (order === undefined) throw new OrderNotFoundError({ username, clientOrderId });
      return order;
    },

    async listByUser(username, page) {
      return orders.listByUser(parse(usernameSchema, username, 'username'), page);
    },

    async listByUserAndAsset(username, assetId, page) {
      return orders.listByUserAndAsset(
        parse(usernameSchema, username, 'username'),
        parse(assetIdSchema, assetId, 'assetId'),
        page,
      );
    },

    async listByUserAndStatus(username, status, page) {
      return orders.listByUserAndStatus(
        parse(usernameSchema, username, 'username'),
        parse(statusSchema, status, 'status'),
        page,
      );
    },
  };
}
