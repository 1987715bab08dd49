/**
 * One line of text per entity: what the model expects and what the store holds are compared as lines, which a person
 * can read when they differ. `by` is the number of the command that made the entity.
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
  readonly available: string;
  readonly held: string;
  readonly deposits: string;
  readonly withdrawals: string;
}): string {
  const { username, available, held, deposits, withdrawals } = balance;
  return `${username} balance ${available} held ${held} deposited ${deposits} withdrawn ${withdrawals}`;
}

export function cashLine(
  row: Made & { readonly type: string; readonly amount: string; readonly status: string; readonly after: string },
): string {
  return `${row.username} cash row of #${row.by}: ${row.type} ${row.amount} ${row.status} after ${row.after}`;
}

export function holdingLine(holding: {
  readonly username: string;
  readonly assetId: string;
  readonly available: string;
  readonly held: string;
}): string {
  return `${holding.username} holding ${holding.assetId} ${holding.available} held ${holding.held}`;
}

interface TradeLine extends Made {
  readonly assetId: string;
  readonly side: string;
  readonly quantity: string;
  readonly price: string | undefined;
  readonly total: string | undefined;
  readonly status: string;
}

export function orderLine(order: TradeLine & { readonly key: string | undefined }): string {
  return `${tradeLine('order', order)} key ${order.key}`;
}

export function assetRowLine(row: TradeLine): string {
  return tradeLine('asset row', row);
}

function tradeLine(what: string, { username, by, assetId, side, quantity, price, total, status }: TradeLine): string {
  return `${username} ${what} of #${by}: ${side} ${quantity} ${assetId} at ${price} for ${total} ${status}`;
}

export function assetLine(asset: {
  readonly assetId: string;
  readonly price: string;
  readonly isActive: boolean;
}): string {
  return `asset ${asset.assetId} at ${asset.price} ${asset.isActive ? 'active' : 'inactive'}`;
}
