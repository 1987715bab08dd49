import { signedQuantity, worthInDollars } from '../../entities/asset-transaction.ts';
import type { BalanceTransactionType } from '../../entities/balance-transaction.ts';
import type { FeedEvent } from '../../entities/events.ts';
import type { OrderStatus } from '../../entities/order-status.ts';
import { CURRENCY_SCALES, type Currency, DEFAULT_CURRENCY } from '../../money/currency.ts';
import { type Decimal, ROUND_HALF_UP, ZERO } from '../../money/decimal.ts';
import { timeOfId } from '../../ports/ids.ts';
import {
  type AccountOfDay,
  type Aggregate,
  type AggregateKind,
  type AggregateOf,
  type Aggregates,
  added,
  EVERYTHING,
  NO_MOVEMENT,
  NO_ORDERS,
  type OrdersOfDay,
  ofAsset,
  ofUser,
} from './aggregates.ts';
import { dateOf } from './dates.ts';

/** The aggregates that these events add, one for each kind, subject and day. */
export function aggregatesOf(events: readonly FeedEvent[]): readonly Aggregate[] {
  const sums: { readonly [Kind in AggregateKind]: Map<string, AggregateOf<Kind>> } = {
    orders: new Map(),
    volume: new Map(),
    account: new Map(),
    close: new Map(),
  };
  const add: Add = (kind, of, date, value, part = '') => {
    const ofKind = sums[kind];
    const key = JSON.stringify([of, date, part]);
    const before = ofKind.get(key);
    ofKind.set(key, { kind, of, date, part, value: before === undefined ? value : added(kind, before.value, value) });
  };
  for (const event of events) addEvent(event, add);
  const { orders, volume, account, close } = sums;
  return [...orders.values(), ...volume.values(), ...account.values(), ...close.values()];
}

type Add = <Kind extends AggregateKind>(
  kind: Kind,
  of: string,
  date: string,
  value: Aggregates[Kind],
  part?: string,
) => void;

function addEvent(event: FeedEvent, add: Add): void {
  switch (event.type) {
    case 'ORDER_PLACED':
      addOrder(event, add, { total: 1, byStatus: { QUEUED: 1 }, byType: { [event.data.orderType]: 1 } });
      break;
    case 'ORDER_FILLED':
      addOrder(event, add, endedAs('COMPLETED'));
      break;
    case 'ORDER_CANCELLED':
      addOrder(event, add, endedAs('CANCELLED'));
      break;
    case 'ORDER_EXPIRED':
      addOrder(event, add, endedAs('EXPIRED'));
      break;
    case 'ORDER_FAILED':
      addOrder(event, add, endedAs('FAILED'));
      break;
    case 'CASH_MOVED':
      add('account', event.username, dateOf(event.at), cashMoved(event));
      break;
    case 'ASSET_MOVED':
      addMovement(event, add);
      break;
    case 'PRICE_APPLIED':
      addPrice(event, add);
      break;
    case 'ASSET_CHANGED':
      addCataloguePrice(event, add);
      break;
    case 'CASH_PENDING':
    case 'CASH_SETTLED':
    case 'USER_CREATED':
    case 'USER_CHANGED':
  }
}

/** An order rests from its placing on, if only for a moment. */
function endedAs(status: OrderStatus): Partial<OrdersOfDay> {
  return { byStatus: { QUEUED: -1, [status]: 1 } };
}

interface OfOrder {
  readonly username: string;
  readonly data: { readonly orderId: string; readonly assetId: string };
}

/** An order belongs to the day on which it was placed, which its id tells, whatever happens to it later. */
function addOrder({ username, data: { orderId, assetId } }: OfOrder, add: Add, part: Partial<OrdersOfDay>): void {
  const date = dateOf(timeOfId(orderId));
  const value = { ...NO_ORDERS, ...part };
  add('orders', EVERYTHING, date, value);
  add('orders', ofAsset(assetId), date, value);
  add('orders', ofUser(username), date, value, assetId);
}

/** Whether cash of a row comes from outside of the account, or goes there. */
const IS_EXTERNAL: { readonly [Type in BalanceTransactionType]: boolean } = {
  DEPOSIT: true,
  WITHDRAW: true,
  SYSTEM_ADJUSTMENT: true,
  ORDER_PAYMENT: false,
  ORDER_SALE: false,
  ORDER_HOLD: false,
  ORDER_REFUND: false,
  CONVERSION: false,
};

function cashMoved({ data: { type, amount, currency } }: FeedEvent<'CASH_MOVED'>): AccountOfDay {
  const moved = { ...NO_MOVEMENT, cash: { [currency]: amount } };
  if (!IS_EXTERNAL[type]) return moved;
  return amount.lt(ZERO)
    ? { ...moved, paidOut: { [currency]: amount.abs() } }
    : { ...moved, paidIn: { [currency]: amount } };
}

function addMovement(event: FeedEvent<'ASSET_MOVED'>, add: Add): void {
  const { username, at, data } = event;
  const { assetId, type, quantity, orderId } = data;
  add('account', username, dateOf(at), assetMoved(event));
  if (type !== 'BUY' && type !== 'SELL') return;
  const notional = worthInDollars(data) ?? ZERO;
  add('volume', assetId, dateOf(at), { quantity, notional, trades: 1 });
  if (orderId !== undefined) addOrder({ username, data: { orderId, assetId } }, add, { filledNotional: notional });
}

function assetMoved({ data }: FeedEvent<'ASSET_MOVED'>): AccountOfDay {
  const { assetId, type, ratio, costBasis, realisedProfit, fee, currency, rate } = data;
  const quantity = signedQuantity(data);
  const isExternal = type !== 'BUY' && type !== 'SELL' && ratio === undefined;
  const cost = costBasis !== undefined && quantity.lt(ZERO) ? costBasis.neg() : costBasis;
  return {
    ...NO_MOVEMENT,
    holdings: { [assetId]: quantity },
    ...(isExternal &&
      (quantity.lt(ZERO) ? { movedOut: { [assetId]: quantity.abs() } } : { movedIn: { [assetId]: quantity } })),
    ...(cost === undefined ? { unknownCosts: { [assetId]: 1 } } : { costs: { [assetId]: cost } }),
    realisedProfit: realisedProfit ?? ZERO,
    fees: feeInDollars(fee, currency, rate),
  };
}

/** A fee in a currency that had no rate is left out. */
function feeInDollars(fee: Decimal | undefined, currency: Currency, rate: Decimal | undefined): Decimal {
  if (fee === undefined) return ZERO;
  if (currency === DEFAULT_CURRENCY) return fee;
  return rate === undefined ? ZERO : fee.times(rate).round(CURRENCY_SCALES.USD, ROUND_HALF_UP);
}

/** Prices of one time without a sequence are older than those with one. */
const NO_SEQUENCE = -1;

function addPrice({ data }: FeedEvent<'PRICE_APPLIED'>, add: Add): void {
  const { assetId, currency, price, pricedAt, sequence = NO_SEQUENCE } = data;
  if (currency === DEFAULT_CURRENCY) add('close', assetId, dateOf(pricedAt), { price, pricedAt, sequence });
}

/** A change of the catalogue's price counts like a price that was applied then. */
function addCataloguePrice({ at, data }: FeedEvent<'ASSET_CHANGED'>, add: Add): void {
  const { assetId, priceUsd: price, isNew, fields } = data;
  if (price.eq(ZERO) || !(isNew || fields.includes('priceUsd'))) return;
  add('close', assetId, dateOf(at), { price, pricedAt: at, sequence: NO_SEQUENCE });
}
