import { type CommandContext, execute } from '../command/execute.ts';
import { firstTime, proofOf, type Replayable, receiptKeyOf, replay } from '../command/idempotency.ts';
import { assetIdSchema } from '../entities/asset.ts';
import type { Order } from '../entities/order.ts';
import { type OrderStatus, orderStatusSchema } from '../entities/order-status.ts';
import { usernameSchema } from '../entities/user.ts';
import { AssetNotFoundError, OrderNotFoundError } from '../errors/not-found-errors.ts';
import { DEFAULT_CURRENCY } from '../money/currency.ts';
import { requireBalance } from '../ports/balance-repository.ts';
import type { OpenOrders, OrderRepository } from '../ports/order-repository.ts';
import type { Page, PageRequest } from '../ports/page.ts';
import type { TriggerIndex } from '../ports/trigger-index.ts';
import { decideUnfilledEnd, type EndedOrder } from '../rules/end-order.ts';
import { type OrderFill, orderFillSchema, type PlaceMarketOrder } from '../rules/market-order.ts';
import { endMoment, gatherEnd, gatherReplacement } from '../rules/order-facts.ts';
import { isMarketOrder, type PlaceOrder, placeOrderSchema } from '../rules/place-order.ts';
import {
  decideReplacement,
  type OrderReplacement,
  orderReplacementSchema,
  type Replacement,
  type ReplaceOrder,
  replaceOrderSchema,
} from '../rules/replace-order.ts';
import { type OrderPlacement, orderPlacementSchema } from '../rules/resting-order.ts';
import { applyPrice, type PriceOutcome, type PriceTick, priceTickSchema } from '../triggers/apply-price.ts';
import { type ExpiryOutcome, expireOrders } from '../triggers/expire-orders.ts';
import { inTermsOf, parse } from '../validation/parse.ts';
import { idempotencyKey, timestamp, ulid } from '../validation/schemas.ts';
import { requireNotAhead } from '../validation/times.ts';
import type { Fees } from './fees.ts';
import { type Depth, type DepthRequest, readDepth } from './order-depth.ts';
import { type OrderPreview, previewOrder } from './order-preview.ts';
import { OrderPricing } from './order-pricing.ts';
import { Placing } from './placing.ts';
import type { Prices } from './prices.ts';
import type { Rates } from './rates.ts';
import { showOrder, showPage } from './shown-orders.ts';

/** The filled order with everything after it, and whether this is the first result of an earlier call. */
export type FilledOrder = OrderFill & Replayable;
/** The placed order, resting or filled at once, and whether this is the first result of an earlier call. */
export type PlacedOrder = OrderPlacement & Replayable;
/** The new order, the one that it replaces, and whether this is the first result of an earlier call. */
export type ReplacedOrder = OrderReplacement & Replayable;

/**
 * Orders against the user's balances. Every method shows a resting trailing stop with its current high-water mark, and may reject with
 * VALIDATION_FAILED and STORAGE_FAILED. Every list may reject with INVALID_CURSOR.
 */
export interface OrderService {
  /**
   * Places an order, in one commit, or changes nothing.
   *
   * An order is paid from or into the balance in its `currency`, and its prices are in that currency. A sale opens the balance if it does
   * not exist, also a sale that rests.
   *
   * A market order fills at the current price: the price of the given source, or else the newer of the catalogue's price and the last one
   * applied. If the source has no price in the currency, its price in US dollars counts at the current exchange rate. Without a source,
   * the last price that was applied in the currency counts if it is as new as that.
   *
   * A limit order also fills at the current price if that price reaches it. Otherwise it rests, and so does every stop. A resting order
   * holds what it could cost until it is filled, cancelled or expired: a buy holds cash (at its limit), and a sale holds its quantity. An
   * IOC or FOK order does not rest: the part that does not fill is stored as CANCELLED.
   *
   * The given fee schedule decides the fee terms, which the order keeps until it is filled. The fee is part of what a buy holds and
   * costs. It is taken from what a sale brings, and is never more than that.
   *
   * A sale with `quantity: 'ALL'` sells everything that is available, whatever `minQuantity` and `quantityScale` the asset has.
   *
   * `clientOrderId` makes it repeatable: the same id and body returns the first result, at any later time and from any process; another
   * body is IDEMPOTENCY_CONFLICT.
   *
   * USER_NOT_FOUND, ACCOUNT_SUSPENDED, ASSET_NOT_FOUND, ASSET_INACTIVE, INSUFFICIENT_BALANCE, INSUFFICIENT_ASSET_BALANCE,
   * RATE_UNAVAILABLE, PRICE_UNAVAILABLE (only a GTC or GTD limit order needs no price), VALIDATION_FAILED (for example a stop on the
   * wrong side of the price, or a sale that would bring less than a cent).
   */
  place(command: PlaceMarketOrder): Promise<FilledOrder>;
  place(command: PlaceOrder): Promise<PlacedOrder>;
  /**
   * What `place` would do with this command now: cost, hold, charge, and fill or rest. It stores nothing and reserves nothing, so the
   * price and the balance may be others once the order is placed. The errors are those of `place`. A `clientOrderId` makes no difference:
   * the preview is of a new order.
   */
  preview(command: PlaceOrder): Promise<OrderPreview>;
  /**
   * Cancels a resting order, and places the same with another quantity, limit or stop, in one commit. The hold of the first goes into the
   * hold of the second, which has its own id. A trailing stop keeps its high-water mark. It can be repeated under its `clientOrderId`
   * like `place`, and has the same errors, and also ORDER_NOT_FOUND and INVALID_ORDER_TRANSITION (it has ended).
   */
  replace(command: ReplaceOrder): Promise<ReplacedOrder>;
  /**
   * Cancels a resting order, and releases its hold. ORDER_NOT_FOUND, INVALID_ORDER_TRANSITION (it has ended), STORAGE_FAILED (for
   * example, not retryable, if the hold of the order is missing).
   */
  cancel(username: string, orderId: string): Promise<EndedOrder>;
  /**
   * Applies a price to the resting orders of an asset that are paid in its `currency` (default: US dollars), and fills those that it
   * reaches at this price. Each asset has a book for every currency. A price in one currency neither fills an order in another nor raises
   * its mark. Users are served side by side, and the orders of one user share commits. The outcome names the orders with the best trigger
   * first, then the oldest. The call reads only the orders that the price reaches. High-water marks rise with the price.
   *
   * Any number of workers may apply the same prices: each order is filled once. Prices are ordered by `at`, and those of one `at` by
   * `sequence`. A price that is older than the last, or was applied before, changes nothing. If a price was cut short, for instance by a
   * crash, the next call for the asset and currency finishes it, at the older price. So after an error, call again. A price fills no order
   * that was placed after the price was recorded.
   *
   * An order that cannot be ended stops no other: see `PriceOutcome.skipped`. A price passes by the orders of a suspended user. They keep
   * their holds, and fill at a price that reaches them once the user is reinstated. ASSET_NOT_FOUND, VALIDATION_FAILED (for example an
   * `at` that is more than a minute ahead of the clock).
   */
  onPrice(tick: PriceTick): Promise<PriceOutcome>;
  /**
   * Ends the resting orders whose `expiresAt` is `now` or earlier, each once, even if processes race. `now` defaults to the clock. An
   * order that cannot be ended stops no other: see `ExpiryOutcome.skipped`.
   */
  expireDue(now?: string): Promise<ExpiryOutcome>;
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
  /** The user's resting orders, newest first. */
  listOpenByUser(username: string, page?: PageRequest): Promise<Page<Order>>;
  /** The resting orders of an asset, of all users and in all currencies, newest first. `skipped` names those that cannot be read. */
  listOpenByAsset(assetId: string, page?: PageRequest): Promise<OpenOrders>;
  /**
   * The limit orders that rest on an asset, added up by price: the best prices of both sides. It reads at most 2,000 entries of each side,
   * and the index may lag a moment behind. ASSET_NOT_FOUND.
   */
  depth(assetId: string, request?: DepthRequest): Promise<Depth>;
}

interface OrderStore {
  readonly orders: OrderRepository;
  readonly triggers: TriggerIndex;
}

export function createOrderService(
  context: CommandContext,
  { orders, triggers }: OrderStore,
  { prices, rates, fees }: { readonly prices: Prices; readonly rates: Rates; readonly fees: Fees },
): OrderService {
  const pricing = new OrderPricing(prices, rates);
  const placing = new Placing(pricing, fees);

  /** The order before it is replaced. Sources are asked about its asset, which never changes. */
  async function findReplaced({ username, orderId }: Replacement, receiptKey: ReturnType<typeof receiptKeyOf>) {
    const [receipt, order] = await context.unitOfWork.read([receiptKey, { entity: 'order', username, orderId }]);
    return { receipt, order };
  }

  function place(input: PlaceMarketOrder): Promise<FilledOrder>;
  function place(input: PlaceOrder): Promise<PlacedOrder>;
  async function place(input: PlaceOrder): Promise<PlacedOrder> {
    const command = parse(placeOrderSchema, input);
    const { username, clientOrderId } = command;
    const request = { username, scope: 'ORDER', key: clientOrderId, command, schema: placeOrderSchema } as const;
    const resultSchema = isMarketOrder(command) ? orderFillSchema : orderPlacementSchema;
    const asking = placing.ask(command);
    // If there is nothing to ask, commands enter the queue in the order of their calls.
    const answers = asking === undefined ? {} : await asking;
    const keys = [receiptKeyOf(request), ...placing.keys(command, answers)] as const;
    return execute(context, {
      name: 'orders.place',
      queue: username,
      sharesCommit: true,
      /** One read round trip. A repeat needs only the receipt and its records, so nothing else is read for it. */
      async gather(reader) {
        const [receipt, ...found] = await reader.read(keys);
        if (receipt !== undefined) return { proof: await proofOf(reader, receipt) };
        return { facts: await placing.facts(reader, command, answers, found) };
      },
      decide({ proof, facts }, moment) {
        if (proof !== undefined) return replay(request, proof, resultSchema);
        const { decided, stamp } = placing.decide(command, facts, moment);
        return firstTime(request, decided, stamp);
      },
      confirmsRefusal: clientOrderId !== undefined,
      onlyLooksAtCatalogue: isMarketOrder(command) && command.currency === DEFAULT_CURRENCY,
    });
  }

  const show = <Shown extends Page<Order>>(page: Shown) => showPage(context.unitOfWork, page);

  return {
    place,

    preview: (command) => previewOrder(context, placing, command),

    async replace(input) {
      const replacement = parse(replaceOrderSchema, input);
      const { username, clientOrderId } = replacement;
      const schema = replaceOrderSchema;
      const request = { username, scope: 'ORDER', key: clientOrderId, command: replacement, schema } as const;
      const receiptKey = receiptKeyOf(request);
      const before = pricing.isAskedFor ? await findReplaced(replacement, receiptKey) : undefined;
      if (before?.receipt !== undefined)
        return replay(request, await proofOf(context.unitOfWork, before.receipt), orderReplacementSchema).result;
      const asked = (before?.order && (await pricing.ask(before.order))) ?? {};
      return execute(context, {
        name: 'orders.replace',
        queue: username,
        sharesCommit: true,
        async gather(reader) {
          const facts = await gatherReplacement(reader, replacement, receiptKey, before?.order, (order) =>
            pricing.foreignKeys(order, asked),
          );
          if (facts.receipt !== undefined) return { proof: await proofOf(reader, facts.receipt) };
          const { order, asset } = facts;
          if (asset === undefined) throw new AssetNotFoundError({ assetId: order.assetId });
          const balance = facts.balance ?? (await requireBalance(reader, username, order.currency));
          return { ...facts, asset, balance, ...pricing.known(order.currency, asked, { ...facts, asset }) };
        },
        decide(facts, moment) {
          if (facts.proof !== undefined) return replay(request, facts.proof, orderReplacementSchema);
          const at = endMoment(moment, facts);
          const decided = inTermsOf(replacement, 'orderId', () => decideReplacement(replacement, facts, at));
          return firstTime(request, decided, at.stamp);
        },
        confirmsRefusal: clientOrderId !== undefined,
      });
    },

    async cancel(inUser, inOrder) {
      const username = parse(usernameSchema, inUser, 'username');
      const orderId = parse(ulid, inOrder, 'orderId');
      return execute(context, {
        name: 'orders.cancel',
        queue: username,
        sharesCommit: true,
        gather: (reader) => gatherEnd(reader, { username, orderId }),
        decide: (facts, moment) => decideUnfilledEnd(facts, 'CANCELLED', endMoment(moment, facts)),
      });
    },

    async onPrice(input) {
      const now = context.clock.now().toISOString();
      const tick = parse(priceTickSchema, input);
      const { at, sequence, currency } = tick;
      // A price from the future would keep out every price until then.
      if (at !== undefined) requireNotAhead(at, now, 'at');
      const applying = { context, triggers, rates: await pricing.ratesOf(currency) };
      return applyPrice(applying, { ...tick, at, sequence });
    },

    async expireDue(input) {
      const now = parse(timestamp.optional(), input, 'now') ?? context.clock.now().toISOString();
      return expireOrders(context, triggers, now);
    },

    async get(inUser, inOrder) {
      const username = parse(usernameSchema, inUser, 'username');
      const orderId = parse(ulid, inOrder, 'orderId');
      const order = await orders.get(username, orderId);
      if (order === undefined) throw new OrderNotFoundError({ username, orderId });
      return showOrder(context.unitOfWork, order);
    },

    async getByClientOrderId(inUser, inOrder) {
      const username = parse(usernameSchema, inUser, 'username');
      const clientOrderId = parse(idempotencyKey, inOrder, 'clientOrderId');
      const order = await orders.getByClientOrderId(username, clientOrderId);
      if (order === undefined) throw new OrderNotFoundError({ username, clientOrderId });
      return showOrder(context.unitOfWork, order);
    },

    async listByUser(username, page) {
      return show(await orders.listByUser(parse(usernameSchema, username, 'username'), page));
    },

    async listByUserAndAsset(username, assetId, page) {
      const [user, asset] = [parse(usernameSchema, username, 'username'), parse(assetIdSchema, assetId, 'assetId')];
      return show(await orders.listByUserAndAsset(user, asset, page));
    },

    async listByUserAndStatus(username, status, page) {
      const [user, wanted] = [parse(usernameSchema, username, 'username'), parse(orderStatusSchema, status, 'status')];
      return show(await orders.listByUserAndStatus(user, wanted, page));
    },

    async listOpenByUser(username, page) {
      return show(await orders.listByUserAndStatus(parse(usernameSchema, username, 'username'), 'QUEUED', page));
    },

    async listOpenByAsset(assetId, page) {
      return show(await orders.listRestingByAsset(parse(assetIdSchema, assetId, 'assetId'), page));
    },

    depth: (assetId, request = {}) => readDepth({ unitOfWork: context.unitOfWork, triggers }, assetId, request),
  };
}
