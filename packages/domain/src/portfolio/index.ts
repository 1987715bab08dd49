export { type AssetBalance, addQuantity, assetBalanceSchema, takeQuantity } from './asset-balance.ts';
export * from './asset-balance-repository.ts';
export * from './asset-transaction.ts';
export * from './asset-transaction-repository.ts';
export * from './portfolio-service.ts';
export type { Difference } from './reconciliation.ts';
