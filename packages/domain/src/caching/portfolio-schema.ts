import * as z from 'zod';
import { storedAssetId } from '../entities/asset.ts';
import { usernameSchema } from '../entities/user.ts';
import { currencySchema } from '../money/currency.ts';
import { nonNegativeDecimal, signedDecimal } from '../money/decimal.ts';
import type { PortfolioValue, ValuedCash, ValuedHolding } from '../services/valuation.ts';

/** JSON leaves out what is undefined. */
const maybe = signedDecimal
  .nullable()
  .default(null)
  .transform((value) => value ?? undefined);

const cashSchema: z.ZodType<ValuedCash> = z.strictObject({
  currency: currencySchema,
  available: nonNegativeDecimal,
  held: nonNegativeDecimal,
  currentBalance: nonNegativeDecimal,
  rate: maybe,
  value: maybe,
});

const holdingSchema: z.ZodType<ValuedHolding> = z.strictObject({
  assetId: storedAssetId,
  available: nonNegativeDecimal,
  held: nonNegativeDecimal,
  quantity: nonNegativeDecimal,
  price: maybe,
  rate: maybe,
  value: maybe,
  costBasis: maybe,
  averagePrice: maybe,
  unrealisedProfit: maybe,
});

/** A portfolio as `portfolio.value` returns it, from JSON. */
export const portfolioValueSchema: z.ZodType<PortfolioValue> = z.strictObject({
  username: usernameSchema,
  currency: currencySchema,
  usdBalance: nonNegativeDecimal,
  cash: z.array(cashSchema),
  totalCashValue: nonNegativeDecimal,
  assetBalances: z.array(holdingSchema),
  totalAssetValue: nonNegativeDecimal,
  totalPortfolioValue: nonNegativeDecimal,
  unpriced: z.array(z.string()),
});
