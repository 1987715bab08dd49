import { ORDER_STATUSES, ORDER_TYPES, type Order, type OrderType, sideOf } from '@orderfolio/domain';
import { DERIVED, type Fields, FUTURE, KEY, more, ONE, othersThan, PAST, SOME_ID, storedFields } from './forbidden.ts';

/**
 * An order that rests or has traded is compared with other records. One that ended unfilled has only the row of its
 * hold, or its receipt.
 */
export function isBorneOut({ status, side, heldAmount, clientOrderId }: Order): boolean {
  const hasRow = side === 'BUY' && heldAmount !== undefined;
  return status === 'COMPLETED' || status === 'QUEUED' || hasRow || clientOrderId !== undefined;
}

/** Types with the same rule for the price that they wait for. */
const ALIKE: { readonly [Type in OrderType]: OrderType | undefined } = {
  MARKET_BUY: 'MARKET_SELL',
  MARKET_SELL: 'MARKET_BUY',
  LIMIT_BUY: 'LIMIT_SELL',
  LIMIT_SELL: 'LIMIT_BUY',
  STOP_LOSS_SELL: 'TAKE_PROFIT_SELL',
  TAKE_PROFIT_SELL: 'STOP_LOSS_SELL',
  TRAILING_STOP_SELL: undefined,
};

function otherTypes(order: Order): readonly OrderType[] {
  const { orderType, status, clientOrderId } = order;
  const isKnown = status === 'COMPLETED' || clientOrderId !== undefined;
  return othersThan(ORDER_TYPES, orderType).filter((other) => {
    if (other !== ALIKE[orderType] || isKnown) return true;
    // The two have the same side, so only a fill or a receipt tells them apart.
    return sideOf(other) !== sideOf(orderType) && isBorneOut(order);
  });
}

function otherStatuses({ status, expiresAt, statusReason }: Order): readonly Order['status'][] {
  const others = othersThan(ORDER_STATUSES, status);
  if (status !== 'CANCELLED' && status !== 'EXPIRED' && status !== 'FAILED') return others;
  // The books cannot tell the three apart if the order has the fields that each of them needs.
  return others.filter((other) => {
    if (other === 'EXPIRED') return expiresAt === undefined;
    if (other === 'FAILED') return statusReason === undefined;
    return other !== 'CANCELLED';
  });
}

function otherTimesInForce({ orderType, timeInForce }: Order): readonly unknown[] {
  if (orderType === 'MARKET_BUY' || orderType === 'MARKET_SELL') return ['GTC'];
  // GTD needs an expiry, GTC has none, and an IOC order has never rested.
  return othersThan(['GTC', 'GTD'], timeInForce);
}

/** Another asset. For a buy that has not been filled, only the receipt says which asset it is for. */
function otherAsset({ assetId, status, side, clientOrderId }: Order): readonly unknown[] {
  const isKnown = status === 'COMPLETED' || clientOrderId !== undefined || (side === 'SELL' && status === 'QUEUED');
  return isKnown ? [assetId === 'BTC' ? 'ETH' : 'BTC'] : [];
}

/**
 * There is no balance in yen. The rows of a fill and of a hold, the index of resting orders, and a receipt tell the two
 * others apart.
 */
function otherCurrencies({ currency, status, side, heldAmount, clientOrderId }: Order): readonly unknown[] {
  const hasRow = status === 'COMPLETED' || (side === 'BUY' && heldAmount !== undefined);
  const isKnown = hasRow || status === 'QUEUED' || clientOrderId !== undefined;
  return ['JPY', ...(isKnown ? [currency === 'EUR' ? 'USD' : 'EUR'] : [])];
}

/** The field is added where it may not be, or removed where it must be. */
function otherwise(value: unknown, given: unknown): readonly unknown[] {
  return [value === undefined ? given : undefined];
}

export const orderFields: Fields<'order'> = {
  username: KEY,
  orderId: KEY,
  clientOrderId: () => ['another'],
  orderType: otherTypes,
  side: DERIVED,
  status: otherStatuses,
  assetId: otherAsset,
  currency: otherCurrencies,
  quantity: (order) => (isBorneOut(order) ? [more(order.quantity)] : []),
  timeInForce: otherTimesInForce,
  limitPrice: ({ limitPrice }) => otherwise(limitPrice, ONE),
  stopPrice: ({ stopPrice }) => otherwise(stopPrice, ONE),
  trailAmount: ({ trailAmount }) => otherwise(trailAmount, ONE),
  trailPercent: ({ trailPercent }) => otherwise(trailPercent, ONE),
  highWaterMark: ({ highWaterMark }) => otherwise(highWaterMark, ONE),
  trailingGroupId: ({ orderType, status }) =>
    orderType !== 'TRAILING_STOP_SELL' || status === 'QUEUED' ? [SOME_ID] : [],
  executionPrice: ({ executionPrice: price }) => [price === undefined ? ONE : more(price), ...otherwise(price, ONE)],
  totalAmount: ({ totalAmount: total }) => [total === undefined ? ONE : more(total), ...otherwise(total, ONE)],
  // The hold of a resting buy shows it, and the fee of a filled order.
  feeTerms: ({ feeTerms, status, side }) =>
    feeTerms !== undefined && (status === 'COMPLETED' || (status === 'QUEUED' && side === 'BUY')) ? [undefined] : [],
  fee: ({ fee }) => (fee === undefined ? [ONE] : [more(fee), undefined]),
  seenTick: ({ heldAmount, status }) => (heldAmount === undefined ? [1] : status === 'QUEUED' ? [1_000] : []),
  heldAmount: ({ heldAmount = ONE }) => [more(heldAmount)],
  expiresAt: ({ expiresAt }) => otherwise(expiresAt, FUTURE),
  triggeredAt: ({ triggeredAt }) => otherwise(triggeredAt, PAST),
  metadata: ({ metadata }) => ['', ...(metadata === undefined ? [] : [undefined])],
  statusReason: ({ status }) => ['', ...(status === 'FAILED' ? [undefined] : [])],
  ...storedFields,
};
