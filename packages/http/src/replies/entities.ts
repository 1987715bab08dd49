import {
  type Asset,
  type AssetBalance,
  type AssetTransaction,
  type Balance,
  type BalanceTransaction,
  DEFAULT_CURRENCY,
  type Depth,
  type DepthLevel,
  type Difference,
  isDecimal,
  type OrderPreview,
  type OrderStatistics,
  type Performance,
  type PerformanceOfDay,
  type PortfolioValue,
  type TradedDay,
  type ValuedCash,
  type ValuedHolding,
  type Volume,
} from '@orderfolio/domain';
import { isCurrency, moneyText, presenterOf } from './money.ts';

/** How each entity is shown. */
export const presentBalance = presenterOf<Balance>({
  available: 'money',
  held: 'money',
  currentBalance: 'money',
  totalDeposits: 'money',
  totalWithdrawals: 'money',
});

/** The decimals of a ledger row. */
export const CASH_ROW_UNITS = { amount: 'money', fee: 'money', rate: 'units', balanceAfter: 'money' } as const;
/** A ledger row as JSON has it. */
export const presentBalanceTransaction = presenterOf<BalanceTransaction>(CASH_ROW_UNITS);

/** An asset as JSON has it. */
export const presentAsset = presenterOf<Asset>({ amount: 'units', priceUsd: 'money', minQuantity: 'units' });

export const presentAssetBalance = presenterOf<AssetBalance>({
  available: 'units',
  held: 'units',
  quantity: 'units',
  costBasis: 'money',
});

/** The decimals of a row of the asset ledger. */
export const ASSET_ROW_UNITS = {
  quantity: 'units',
  rate: 'units',
  price: 'money',
  totalAmount: 'money',
  fee: 'money',
  costBasis: 'dollars',
  costBasisAfter: 'dollars',
  realisedProfit: 'dollars',
  ratio: 'units',
  quantityAfter: 'units',
} as const;
/** A row of the asset ledger as JSON has it. */
export const presentAssetTransaction = presenterOf<AssetTransaction>(ASSET_ROW_UNITS);

/** An order as JSON has it, or the preview of one. */
export const presentOrder = presenterOf<OrderPreview['order']>({
  quantity: 'units',
  limitPrice: 'money',
  stopPrice: 'money',
  trailAmount: 'money',
  trailPercent: 'units',
  highWaterMark: 'money',
  executionPrice: 'money',
  totalAmount: 'money',
  fee: 'money',
  // A buy holds cash, a sale holds what it sells.
  heldAmount: ({ side }) => (side === 'BUY' ? 'money' : 'units'),
});

const presentCashAfter = presenterOf<OrderPreview['balance']>({ available: 'money', held: 'money' });

/** What an order would do, as JSON has it. */
export function presentPreview({ order, balance, ...rest }: OrderPreview): object {
  return { ...rest, order: presentOrder(order), balance: presentCashAfter(balance) };
}

/** A book as JSON has it. */
export function presentDepth({ bids, asks, lastPrice, ...depth }: Depth): object {
  const { currency } = depth;
  const levels = (side: readonly DepthLevel[]): object[] =>
    side.map(({ price, ...level }) => ({ price: moneyText(price, currency), ...level }));
  return {
    ...depth,
    ...(lastPrice && { lastPrice: moneyText(lastPrice, currency) }),
    bids: levels(bids),
    asks: levels(asks),
  };
}

const presentValuedHolding = presenterOf<ValuedHolding>({
  available: 'units',
  held: 'units',
  quantity: 'units',
  // In US dollars, whatever the currency of the value.
  price: 'units',
  rate: 'units',
  value: 'units',
  costBasis: 'money',
  averagePrice: 'money',
  unrealisedProfit: 'money',
});

const presentValuedCash = presenterOf<ValuedCash>({
  available: 'money',
  held: 'money',
  currentBalance: 'money',
  rate: 'units',
  value: 'units',
});

const presentTotals = presenterOf<PortfolioValue>({
  usdBalance: 'units',
  totalCashValue: 'money',
  totalAssetValue: 'money',
  totalPortfolioValue: 'money',
});

/** A valuation as JSON has it, with the worth of each holding. */
export function presentPortfolio(value: PortfolioValue): object {
  const { currency, usdBalance } = value;
  return {
    ...presentTotals(value),
    usdBalance: moneyText(usdBalance, DEFAULT_CURRENCY),
    cash: value.cash.map((part) => ({
      ...presentValuedCash(part),
      ...(part.value && { value: moneyText(part.value, currency) }),
    })),
    assetBalances: value.assetBalances.map((part) => ({
      ...presentValuedHolding(part),
      ...(part.price && { price: moneyText(part.price, DEFAULT_CURRENCY) }),
      ...(part.value && { value: moneyText(part.value, currency) }),
    })),
  };
}

/** Figures of orders as JSON has them. */
export const presentOrderStatistics = presenterOf<OrderStatistics>({ filledNotional: 'money' });

const presentTradedDay = presenterOf<TradedDay>({ quantity: 'units', notional: 'money' });

/** A trade, as in JSON. */
export function presentVolume({ days }: Volume): object {
  return { days: days.map(presentTradedDay) };
}

const presentPerformanceOfDay = presenterOf<PerformanceOfDay>({ value: 'money', netDeposits: 'money' });
const presentFigures = presenterOf<Performance>({
  timeWeightedReturn: 'units',
  moneyWeightedReturn: 'units',
  maxDrawdown: 'units',
  realisedProfit: 'money',
  unrealisedProfit: 'money',
  fees: 'money',
});

/** How an account has done, as JSON has it. */
export function presentPerformance(performance: Performance): object {
  return { ...presentFigures(performance), days: performance.days.map(presentPerformanceOfDay) };
}

/** The expected and the stored figure as text. A figure of a balance is in its currency. */
export function presentDifference(difference: Difference): object {
  if (difference.kind !== 'VALUE') return difference;
  const { id, expected, stored } = difference;
  const text = (figure: Figure): string | undefined =>
    isDecimal(figure) && isCurrency(id) ? moneyText(figure, id) : figure?.toString();
  return { ...difference, expected: text(expected), stored: text(stored) };
}

type Figure = Extract<Difference, { readonly kind: 'VALUE' }>['stored'];
