import type { Clock, Order, Orderfolio } from '@orderfolio/domain';

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export interface SafetyNet {
  readonly username: string;
  readonly assetId: string;
  /** How far the price may fall from its peak. */
  readonly trailPercent: string;
}

/** Sells a whole holding if its price falls too far within 30 days. A second call on the same day changes nothing. */
export async function spreadSafetyNet(app: Orderfolio, clock: Clock, net: SafetyNet): Promise<Order> {
  const today = clock.now();
  const { quantity } = await app.portfolio.holding(net.username, net.assetId);
  const { order } = await app.orders.place({
    ...net,
    orderType: 'TRAILING_STOP_SELL',
    quantity,
    timeInForce: 'GTD',
    expiresAt: new Date(today.getTime() + THIRTY_DAYS).toISOString(),
    clientOrderId: `safety-net-${net.assetId}-${today.toISOString().slice(0, 10)}`,
  });
  return order;
}
