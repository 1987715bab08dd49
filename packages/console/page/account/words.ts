import type { AssetRow, BalanceTransaction, Order } from '../service/types.ts';

/** How the values of the API are called in the pages. */
export const ORDER_TYPES: Readonly<Record<Order['orderType'], string>> = {
  MARKET_BUY: 'Market buy',
  MARKET_SELL: 'Market sell',
  LIMIT_BUY: 'Limit buy',
  LIMIT_SELL: 'Limit sell',
  STOP_LOSS_SELL: 'Stop-loss sell',
  TAKE_PROFIT_SELL: 'Take-profit sell',
  TRAILING_STOP_SELL: 'Trailing stop sell',
};

export const ORDER_STATUSES: Readonly<Record<Order['status'], string>> = {
  PENDING: 'Pending',
  CONFIRMED: 'Confirmed',
  QUEUED: 'Resting',
  TRIGGERED: 'Triggered',
  PROCESSING: 'Processing',
  COMPLETED: 'Filled',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
  EXPIRED: 'Expired',
};

export const CASH_TYPES: Readonly<Record<BalanceTransaction['type'], string>> = {
  DEPOSIT: 'Deposit',
  WITHDRAW: 'Withdrawal',
  ORDER_PAYMENT: 'Purchase',
  ORDER_SALE: 'Sale',
  ORDER_HOLD: 'Hold of an order',
  ORDER_REFUND: 'Refund of an order',
  CONVERSION: 'Conversion',
  SYSTEM_ADJUSTMENT: 'Correction',
};

export const ASSET_TYPES: Readonly<Record<AssetRow['type'], string>> = {
  BUY: 'Purchase',
  SELL: 'Sale',
  TRANSFER_IN: 'Transfer in',
  TRANSFER_OUT: 'Transfer out',
  ADJUSTMENT: 'Correction',
};

export const ROW_STATUSES: Readonly<Record<BalanceTransaction['status'], string>> = {
  PENDING: 'Pending',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};

export const TIMES_IN_FORCE: Readonly<Record<NonNullable<Order['timeInForce']>, string>> = {
  GTC: 'Good till cancelled (GTC)',
  GTD: 'Good till date (GTD)',
  IOC: 'Immediate or cancel (IOC)',
  FOK: 'Fill or kill (FOK)',
};

/** How a badge is coloured. The text says the same. */
export function toneOf(status: string): 'good' | 'bad' | 'waits' | 'over' {
  switch (status) {
    case 'COMPLETED':
      return 'good';
    case 'FAILED':
      return 'bad';
    case 'CANCELLED':
    case 'EXPIRED':
      return 'over';
    default:
      return 'waits';
  }
}
