import * as z from 'zod';
import { type Asset, assetSchema } from '../entities/asset.ts';
import { type AssetBalance, assetBalanceSchema } from '../entities/asset-balance.ts';
import { type Balance, balanceSchema } from '../entities/balance.ts';
import { isResting, type Order, orderSchema } from '../entities/order.ts';
import type { Currency } from '../money/currency.ts';
import type { PortfolioValue } from '../services/valuation.ts';
import { portfolioValueSchema } from './portfolio-schema.ts';
import type { Reading, Scope } from './scoped-cache.ts';

/** The kept reads of a user or an asset. Each has a test that the value is the requested one. */

const balancesSchema = z.array(balanceSchema);
const holdingsSchema = z.array(assetBalanceSchema);

const ofUser = (username: string): Scope => ['user', username];

export function balanceReading(username: string, currency: Currency): Reading<Balance> {
  return {
    scope: ofUser(username),
    name: `balance:${currency}`,
    schema: balanceSchema,
    fits: (balance) => balance.username === username && balance.currency === currency,
  };
}

export function balancesReading(username: string): Reading<readonly Balance[]> {
  return {
    scope: ofUser(username),
    name: 'balances',
    schema: balancesSchema,
    fits: (balances) => balances.every((balance) => balance.username === username),
  };
}

/** A resting trailing stop is not kept: any price may raise its mark. */
export function orderReading(username: string, orderId: string): Reading<Order> {
  return {
    scope: ofUser(username),
    name: `order:${orderId}`,
    schema: orderSchema,
    fits: (order) =>
      order.username === username &&
      order.orderId === orderId &&
      !(isResting(order) && order.orderType === 'TRAILING_STOP_SELL'),
  };
}

export function holdingReading(username: string, assetId: string): Reading<AssetBalance> {
  return {
    scope: ofUser(username),
    name: `holding:${assetId}`,
    schema: assetBalanceSchema,
    fits: (holding) => holding.username === username && holding.assetId === assetId,
  };
}

export function holdingsReading(username: string): Reading<readonly AssetBalance[]> {
  return {
    scope: ofUser(username),
    name: 'holdings',
    schema: holdingsSchema,
    fits: (holdings) => holdings.every((holding) => holding.username === username),
  };
}

export function portfolioReading(username: string, currency: Currency): Reading<PortfolioValue> {
  return {
    scope: ofUser(username),
    name: `portfolio:${currency}`,
    schema: portfolioValueSchema,
    fits: (portfolio) => portfolio.username === username && portfolio.currency === currency,
  };
}

/** The asset as it is stored, or at the price that commands go by. */
export function assetReading(assetId: string, price: 'stored' | 'now'): Reading<Asset> {
  return {
    scope: ['asset', assetId],
    name: price,
    schema: assetSchema,
    fits: (asset) => asset.assetId === assetId,
  };
}
