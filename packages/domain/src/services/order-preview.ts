import { momentOf } from '../command/entry.ts';
import type { CommandContext } from '../command/execute.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import type { Order } from '../entities/order.ts';
import { type PlaceOrder, placeOrderSchema } from '../rules/place-order.ts';
import type { OrderPlacement } from '../rules/resting-order.ts';
import { parse } from '../validation/parse.ts';
import type { Placing } from './placing.ts';

/** What is only there once an order is stored. */
type OnceStored = 'orderId' | 'clientOrderId' | 'seenTick' | 'version' | 'createdAt' | 'updatedAt';

/** What `orders.place` would do now. */
export interface OrderPreview {
  /**
   * The order. Its `status` says whether it would fill (`COMPLETED`, with `executionPrice`, `totalAmount` and `fee`), rest (`QUEUED`, with
   * `heldAmount`), or neither (`CANCELLED`, with `statusReason`). `quantity` is what `ALL` or an `amount` comes to.
   */
  readonly order: Omit<Order, OnceStored>;
  /** The cash in the order's currency after it. */
  readonly balance: Pick<Balance, 'currency' | 'available' | 'held'>;
  /** The holding after it, if it would change. */
  readonly assetBalance?: Pick<AssetBalance, 'assetId' | 'available' | 'held'> | undefined;
}

/** Decides the order as `place` does, on what is stored now, and stores nothing. */
export async function previewOrder(
  context: CommandContext,
  placing: Placing,
  input: PlaceOrder,
): Promise<OrderPreview> {
  const { unitOfWork } = context;
  const command = parse(placeOrderSchema, input);
  const answers = (await placing.ask(command)) ?? {};
  const found = await unitOfWork.read(placing.keys(command, answers));
  const facts = await placing.facts(unitOfWork, command, answers, found);
  return shown(placing.decide(command, facts, momentOf(context)).decided.result);
}

function shown({ order, balance, assetBalance }: OrderPlacement): OrderPreview {
  const { orderId: _orderId, clientOrderId: _key, seenTick: _seen, version: _version, ...said } = order;
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...terms } = said;
  return {
    order: terms,
    balance: { currency: balance.currency, available: balance.available, held: balance.held },
    ...(assetBalance !== undefined && {
      assetBalance: { assetId: assetBalance.assetId, available: assetBalance.available, held: assetBalance.held },
    }),
  };
}
