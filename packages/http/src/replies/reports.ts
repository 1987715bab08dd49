import {
  ORDER_STATUSES,
  ORDER_TYPES,
  type OrderStatistics,
  type Performance,
  type PortfolioValue,
  RECONCILIATION_RULES,
  type Reconciliation,
  type Volume,
} from '@orderfolio/domain';
import {
  assetBalanceSchema,
  balanceSchema,
  currencySchema,
  dateSchema,
  decimalSchema,
  usernameSchema,
} from '@orderfolio/domain/schemas';
import * as z from 'zod';
import {
  presentDifference,
  presentOrderStatistics,
  presentPerformance,
  presentPortfolio,
  presentVolume,
} from './entities.ts';
import { kind } from './result-kind.ts';

const { assetId, available, held, quantity } = assetBalanceSchema.unwrap().shape;
const { currentBalance } = balanceSchema.unwrap().shape;
const price = decimalSchema.optional();
const profit = { costBasis: price, averagePrice: price, unrealisedProfit: price };
export const portfolio = kind<PortfolioValue>(
  'Portfolio',
  z.strictObject({
    username: usernameSchema,
    currency: currencySchema,
    usdBalance: decimalSchema,
    cash: z.array(
      z.strictObject({ currency: currencySchema, available, held, currentBalance, rate: price, value: price }),
    ),
    totalCashValue: decimalSchema,
    assetBalances: z.array(
      z.strictObject({ assetId, available, held, quantity, price, rate: price, value: price, ...profit }),
    ),
    totalAssetValue: decimalSchema,
    totalPortfolioValue: decimalSchema,
    /** Assets and currencies. */
    unpriced: z.array(z.string()),
  }),
  presentPortfolio,
);

const count = z.int().min(0);
export const orderStatistics = kind<OrderStatistics>(
  'OrderStatistics',
  z.strictObject({
    total: count,
    byStatus: z.record(z.enum(ORDER_STATUSES), count),
    byType: z.record(z.enum(ORDER_TYPES), count),
    filledNotional: decimalSchema,
  }),
  presentOrderStatistics,
);

const ofDay = { date: dateSchema, isOpen: z.boolean() };
export const volume = kind<Volume>(
  'Volume',
  z.strictObject({
    days: z.array(z.strictObject({ ...ofDay, quantity: decimalSchema, notional: decimalSchema, trades: count })),
  }),
  presentVolume,
);

export const performance = kind<Performance>(
  'Performance',
  z.strictObject({
    days: z.array(z.strictObject({ ...ofDay, value: decimalSchema, netDeposits: decimalSchema })),
    timeWeightedReturn: price,
    moneyWeightedReturn: price,
    maxDrawdown: decimalSchema,
    realisedProfit: decimalSchema,
    unrealisedProfit: price,
    fees: decimalSchema,
    unpriced: z.array(z.string()),
  }),
  presentPerformance,
);

const ofRecord = { rule: z.enum(RECONCILIATION_RULES), entity: z.string(), id: z.string() };
const differenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('VALUE'),
    ...ofRecord,
    field: z.string(),
    /** Absent if the field should be empty, or is. */
    expected: z.string().optional(),
    stored: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('UNREADABLE'), ...ofRecord, reason: z.string() }),
  z.strictObject({ kind: z.literal('MISPLACED'), ...ofRecord, reason: z.string() }),
  z.strictObject({ kind: z.literal('MISSING'), ...ofRecord }),
  z.strictObject({ kind: z.literal('UNEXPECTED'), ...ofRecord }),
  z.strictObject({ kind: z.literal('GAP'), ...ofRecord, first: z.int(), last: z.int() }),
]);

export const reconciliation = kind<Reconciliation>(
  'Reconciliation',
  z.strictObject({
    username: usernameSchema,
    reconciled: z.boolean(),
    differences: z.array(differenceSchema),
    rows: z.int().min(0),
  }),
  (found) => ({ ...found, differences: found.differences.map(presentDifference) }),
);
