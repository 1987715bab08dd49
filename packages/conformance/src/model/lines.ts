/**
 * A line of text for each entity. The lines of the model and those of the store are compared, and a person can read the difference. `by` is
 * the number of the command that made the entity.
 */
interface Made {
  readonly username: string;
  readonly by: number | undefined;
}

export function userLine(user: { readonly username: string; readonly email: string }): string {
  return `${user.username} user ${user.email}`;
}

export function balanceLine(balance: {
  readonly username: string;
  readonly currency: string;
  readonly available: string;
  readonly held: string;
  readonly deposits: string;
  readonly withdrawals: string;
}): string {
  const { username, currency, available, held, deposits, withdrawals } = balance;
  return `${username} balance ${available} ${currency} held ${held} deposited ${deposits} withdrawn ${withdrawals}`;
}

export function cashLine(
  row: Made & {
    readonly type: string;
    readonly currency: string;
    readonly amount: string;
    readonly fee: string | undefined;
    readonly rate: string | undefined;
    readonly status: string;
    readonly after: string;
  },
): string {
  const { username, by, type, currency, amount, fee, rate, status, after } = row;
  const moved = `${type} ${amount} ${currency} fee ${fee} rate ${rate}`;
  return `${username} cash row of #${by}: ${moved} ${status} after ${after}`;
}

export function holdingLine(holding: {
  readonly username: string;
  readonly assetId: string;
  readonly available: string;
  readonly held: string;
}): string {
  return `${holding.username} holding ${holding.assetId} ${holding.available} held ${holding.held}`;
}

export function assetRowLine(
  row: Made & {
    readonly assetId: string;
    readonly side: string;
    readonly quantity: string;
    readonly price: string;
    readonly total: string;
    readonly fee: string | undefined;
    readonly currency: string;
    readonly status: string;
  },
): string {
  const { username, by, assetId, side, quantity, price, total, fee, currency, status } = row;
  const traded = `${side} ${quantity} ${assetId} at ${price} for ${total} fee ${fee} in ${currency}`;
  return `${username} asset row of #${by}: ${traded} ${status}`;
}

interface OrderLine extends Made {
  readonly type: string;
  readonly assetId: string;
  readonly status: string;
  readonly quantity: string;
  readonly timeInForce?: string | undefined;
  readonly limit: string | undefined;
  readonly stop: string | undefined;
  readonly trail: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly held: string | undefined;
  readonly mark: string | undefined;
  readonly price: string | undefined;
  readonly total: string | undefined;
  readonly fee: string | undefined;
  readonly currency: string;
  readonly triggeredAt?: string | undefined;
  readonly key?: string | undefined;
}

/** The mark of an order counts once the order has been filled. Until then its group may know a higher one. */
export function orderLine(order: OrderLine): string {
  const { username, by, type, assetId, status, quantity, held, limit, stop, trail } = order;
  const says = `limit ${limit} stop ${stop} trail ${trail} ${order.timeInForce} until ${order.expiresAt}`;
  const mark = status === 'COMPLETED' ? order.mark : undefined;
  const paid = `at ${order.price} for ${order.total} fee ${order.fee} in ${order.currency}`;
  const became = `${status} held ${held} ${paid} on ${order.triggeredAt} mark ${mark}`;
  return `${username} order of #${by}: ${type} ${quantity} ${assetId} ${says} ${became} key ${order.key}`;
}

export function assetLine(asset: {
  readonly assetId: string;
  readonly price: string;
  readonly isActive: boolean;
  readonly decimals: number;
}): string {
  const { assetId, price, isActive, decimals } = asset;
  return `asset ${assetId} at ${price} with ${decimals} decimals ${isActive ? 'active' : 'inactive'}`;
}

interface TickLine {
  readonly assetId: string;
  readonly price: string;
  readonly at: string;
  readonly isFinished: boolean;
  readonly sequence?: number | undefined;
  readonly appliedPrices: readonly string[];
}

export function tickLine({ assetId, price, at, isFinished, sequence, appliedPrices }: TickLine): string {
  const kept = `sequence ${sequence} after ${appliedPrices.join(' ')}`;
  return `last price of ${assetId}: ${price} at ${at} ${kept} ${isFinished ? 'finished' : 'unfinished'}`;
}

export function rateLine(rate: { readonly base: string; readonly rate: string }): string {
  return `rate of one ${rate.base}: ${rate.rate}`;
}
