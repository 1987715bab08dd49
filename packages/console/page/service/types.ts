import type { components } from '@orderfolio/http/client';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Order = Schemas['Order'];
export type Portfolio = Schemas['Portfolio'];
export type Asset = Schemas['Asset'];
export type Account = Schemas['Account'];
export type Reconciliation = Schemas['Reconciliation'];
export type BalanceTransaction = Schemas['BalanceTransaction'];
export type Depth = Schemas['Depth'];
export type OrderStatistics = Schemas['OrderStatistics'];
export type PriceOutcome = Schemas['PriceOutcome'];
export type Currency = Schemas['Currency'];
export type AssetRow = Schemas['AssetTransaction'];
export type PlaceOrder = Schemas['PlaceOrder'];
export type OrderPreview = Schemas['OrderPreview'];
export type Performance = Schemas['Performance'];
export type ReplaceOrder = Schemas['ReplaceOrder'];
export type AuditVerdict = Schemas['AuditVerdict'];
export type ParkedEvent = Schemas['ParkedEventPage']['items'][number];
