/** The types of the events of an account, by what they change. */
export const ORDER_EVENTS = [
  'ORDER_PLACED',
  'ORDER_FILLED',
  'ORDER_CANCELLED',
  'ORDER_EXPIRED',
  'ORDER_FAILED',
] as const;
export const CASH_EVENTS = ['CASH_MOVED', 'CASH_PENDING', 'CASH_SETTLED'] as const;
export const HOLDING_EVENTS = ['ASSET_MOVED'] as const;
/** What changes orders, cash or holdings. */
export const ACCOUNT_EVENTS: readonly string[] = [...ORDER_EVENTS, ...CASH_EVENTS, ...HOLDING_EVENTS];
