import { type Asset, type AssetBalance, type Balance, Decimal, type Order, sideOf, ZERO } from '@orderfolio/domain';
import { addQuantity, type Change, createAsset, credit, openBalance } from '@orderfolio/domain/adapter';
import type { LastTick } from '../src/entities/last-tick.ts';
import { placeHold } from '../src/rules/hold.ts';

export const NOW = '2026-01-31T12:00:00.000Z';
export const LATER = '2026-01-31T12:00:01.000Z';
/** The cause that opened the accounts of the tests. */
export const OPENING = { id: '01KGA5H8000000000000000000', at: NOW };

/** A moment whose ids show their order: the last digit of the ULID is 1, 2, 3 and so on. */
export function momentAt(now: string) {
  let count = 0;
  return { now, stamp: now, newId: () => `01KGA5H8000000000000000${String(++count).padStart(3, '0')}` };
}

export function balanceOf(available: string): Balance {
  return { ...credit(openBalance('alice_01', 'USD', NOW), new Decimal(available), OPENING), version: 1 };
}

export function assetAt(priceUsd: string, terms: Partial<Asset> = {}): Asset {
  const price = new Decimal(priceUsd);
  const zero = new Decimal('0');
  const command = {
    assetId: 'BTC',
    name: 'Bitcoin',
    category: 'major',
    priceUsd: price,
    amount: zero,
    isActive: true,
    quantityScale: 8,
  };
  return { ...createAsset(command, NOW), ...terms };
}

/** The error that the function throws. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** A holding of BTC with nothing held. */
export function holdingOf(quantity: string): AssetBalance {
  return addQuantity(
    undefined,
    { username: 'alice_01', assetId: 'BTC' },
    { quantity: new Decimal(quantity), costBasis: ZERO },
    OPENING,
  );
}

/** An order of one BTC that rests, with its amounts as text. */
export function restingOrder({
  amounts = {},
  ...given
}: Partial<Order> & {
  readonly amounts?: { readonly [Field in AmountField]?: string };
}): Order {
  const { orderType = 'LIMIT_BUY' } = given;
  const decimals = Object.entries(amounts).map(([field, text]) => [field, new Decimal(text)]);
  return {
    username: 'alice_01',
    orderId: '01KGA5H8000000000000000900',
    orderType,
    side: sideOf(orderType),
    status: 'QUEUED',
    assetId: 'BTC',
    currency: 'USD',
    quantity: new Decimal('1'),
    timeInForce: 'GTC',
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...Object.fromEntries(decimals),
    ...given,
  };
}
type AmountField =
  | 'quantity'
  | 'limitPrice'
  | 'stopPrice'
  | 'trailAmount'
  | 'trailPercent'
  | 'highWaterMark'
  | 'heldAmount';

/** A last price of BTC at this version. */
export function tickAt(version: number): LastTick {
  const stored = { version, createdAt: NOW, updatedAt: NOW };
  return { assetId: 'BTC', currency: 'USD', price: new Decimal('100'), at: NOW, isFinished: true, ...stored };
}

/** The order and its hold, in an account of 1,000 dollars and 5 BTC. */
export function heldOrder(order: Order) {
  const account = { balance: balanceOf('1000'), holding: holdingOf('5') };
  const { heldAmount, account: after, transaction } = placeHold(order, account, NOW);
  return { order: { ...order, heldAmount }, ...after, holdRow: transaction, group: undefined };
}

/** A short form of the changes of a decision. */
export function inShort(changes: readonly Change[]): string[] {
  return changes.map((change) =>
    change.action === 'check' ? `check ${change.key.entity}` : `${change.action} ${change.entity}`,
  );
}
