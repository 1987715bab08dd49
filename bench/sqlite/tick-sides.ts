import { handWrittenResting } from './hand-written-resting.ts';
import { handWrittenTick } from './hand-written-tick.ts';
import { ASSET_ID, type Market, QUANTITY } from './market.ts';

/** One side of the comparison: through the library, or by hand. */
export interface Side {
  /** Applies a price. Returns how many orders it filled. */
  tick(price: string): number | Promise<number>;
  /** Places a limit buy that rests. Returns its id. */
  place(username: string, limitPrice: string): string | Promise<string>;
  cancel(username: string, orderId: string): unknown;
}

export function ours({ app: { orders } }: Market): Side {
  return {
    async tick(price) {
      const { applied, filled, failed, expired } = await orders.onPrice({ assetId: ASSET_ID, price });
      if (!applied || failed.length + expired.length > 0) throw new Error(`the price of ${price} was not applied`);
      return filled.length;
    },
    async place(username, limitPrice) {
      const limitBuy = { orderType: 'LIMIT_BUY', assetId: ASSET_ID, quantity: QUANTITY, limitPrice } as const;
      const { order } = await orders.place({ username, ...limitBuy });
      if (order.status !== 'QUEUED') throw new Error(`the order is ${order.status}`);
      return order.orderId;
    },
    cancel: (username, orderId) => orders.cancel(username, orderId),
  };
}

export function byHand({ database }: Market): Side {
  const applyPrice = handWrittenTick(database);
  const { place, cancel } = handWrittenResting(database);
  return {
    tick: (price) => applyPrice(ASSET_ID, price),
    place: (username, limitPrice) => place({ username, assetId: ASSET_ID, quantity: QUANTITY, limitPrice }),
    cancel,
  };
}
