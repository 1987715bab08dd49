import * as z from 'zod';
import { basisMoved } from '../money/cost-basis.ts';
import { CURRENCY_SCALES, currencySchema, DEFAULT_CURRENCY, requireStorable } from '../money/currency.ts';
import {
  type Decimal,
  nonNegativeDecimal,
  positiveDecimal,
  ROUND_HALF_UP,
  signedDecimal,
  ZERO,
} from '../money/decimal.ts';
import { stored, text, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import { type AssetBalance, basisOf } from './asset-balance.ts';
import { usernameSchema } from './user.ts';

/** Every type of row of the asset ledger. */
export const ASSET_TRANSACTION_TYPES = Object.freeze([
  'BUY',
  'SELL',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'ADJUSTMENT',
] as const);
/** The cause of a row's movement of assets. */
export type AssetTransactionType = (typeof ASSET_TRANSACTION_TYPES)[number];

/** Every status of a row of the asset ledger. */
export const ASSET_TRANSACTION_STATUSES = Object.freeze(['PENDING', 'COMPLETED', 'FAILED'] as const);
/** The status of a row of the asset ledger. */
export type AssetTransactionStatus = (typeof ASSET_TRANSACTION_STATUSES)[number];

/** One row of a user's asset ledger: a purchase or sale with its price and total, or a movement without a trade. */
export const assetTransactionSchema = z
  .strictObject({
    username: usernameSchema,
    transactionId: ulid,
    assetId: storedAssetId,
    type: z.enum(ASSET_TRANSACTION_TYPES),
    /** Greater than zero: the type says whether it came or went. An ADJUSTMENT has a signed quantity. */
    quantity: signedDecimal,
    /** The currency of the price, the total and the fee. */
    currency: currencySchema.default(DEFAULT_CURRENCY),
    /** The worth of one unit of the currency in US dollars. Undefined for the US dollar, or if there was no rate. */
    rate: positiveDecimal.optional(),
    /** The price of one unit. Zero if nothing was traded. */
    price: nonNegativeDecimal,
    /** price × quantity, rounded to the currency: up for a buy, down for a sale. */
    totalAmount: nonNegativeDecimal,
    /** The fee of the order. Absent if it cost nothing. */
    fee: nonNegativeDecimal.optional(),
    /** The part of the holding's basis that came or went with the quantity. Absent if it is unknown, and on rows of older releases. */
    costBasis: nonNegativeDecimal.optional(),
    /** The basis of the holding after the row's effect. Absent if it is unknown, and on rows of older releases. */
    costBasisAfter: nonNegativeDecimal.optional(),
    /** Only for a sale: its total minus the cost of the sold quantity, in US dollars, before fees. A loss is less than zero. */
    realisedProfit: signedDecimal.optional(),
    /** Only for a split: the units after it for one unit before. */
    ratio: positiveDecimal.optional(),
    status: z.enum(ASSET_TRANSACTION_STATUSES),
    orderId: ulid.optional(),
    /** The quantity of the holding (available + held) after the row's effect. Absent on rows of older releases. */
    quantityAfter: nonNegativeDecimal.optional(),
    /** The number of that effect among those of the holding. Absent on rows of older releases. */
    holdingSequence: z.int().min(0).optional(),
    description: text(500).optional(),
    ...stored,
  })
  .refine(({ type, quantity }) => (type === 'ADJUSTMENT' ? !quantity.eq(ZERO) : quantity.gt(ZERO)), {
    path: ['quantity'],
    error: 'must be greater than zero; that of an adjustment may be less',
  })
  .refine(({ type, price }) => price.gt(ZERO) === isTrade(type), {
    path: ['price'],
    error: 'must be greater than zero for a trade, and zero for what is none',
  })
  .refine(({ type, fee }) => fee === undefined || isTrade(type), { path: ['fee'], error: 'must be that of a trade' })
  .refine(({ type, currency }) => currency === DEFAULT_CURRENCY || isTrade(type), {
    path: ['currency'],
    error: 'must be that of a trade, or USD',
  })
  .refine(({ currency, rate }) => rate === undefined || currency !== DEFAULT_CURRENCY, {
    path: ['rate'],
    error: 'must be that of another currency than USD',
  })
  .refine(({ type, realisedProfit }) => realisedProfit === undefined || type === 'SELL', {
    path: ['realisedProfit'],
    error: 'must be that of a sale',
  })
  .refine(({ type, ratio }) => ratio === undefined || type === 'ADJUSTMENT', {
    path: ['ratio'],
    error: 'must be that of an adjustment',
  })
  .readonly();

/** One row of the asset ledger of a user. */
export type AssetTransaction = z.output<typeof assetTransactionSchema>;

/** True for a row that belongs to an order, and has its price. */
function isTrade(type: AssetTransactionType): boolean {
  switch (type) {
    case 'BUY':
    case 'SELL':
      return true;
    case 'TRANSFER_IN':
    case 'TRANSFER_OUT':
    case 'ADJUSTMENT':
      return false;
  }
}

/** The quantity that a completed row has added to its holding. Less than zero if it was taken. */
export function signedQuantity({ type, quantity }: Pick<AssetTransaction, 'type' | 'quantity'>): Decimal {
  switch (type) {
    case 'BUY':
    case 'TRANSFER_IN':
    case 'ADJUSTMENT':
      return quantity;
    case 'SELL':
    case 'TRANSFER_OUT':
      return quantity.neg();
  }
}

/** The total of a row in US dollars, rounded half up to the cent. Undefined if there was no rate. */
export function worthInDollars({
  currency,
  rate,
  totalAmount,
}: Pick<AssetTransaction, 'currency' | 'rate' | 'totalAmount'>): Decimal | undefined {
  if (currency === DEFAULT_CURRENCY) return totalAmount;
  // An inverse rate is a little too low. Rounding down would turn the worth of exactly one dollar into 0.99.
  return rate && requireStorable(totalAmount.times(rate).round(CURRENCY_SCALES.USD, ROUND_HALF_UP), 'quantity');
}

type NewAssetTransaction = Pick<
  AssetTransaction,
  'transactionId' | 'type' | 'quantity' | 'currency' | 'price' | 'totalAmount'
> &
  Partial<Pick<AssetTransaction, 'orderId' | 'description' | 'fee' | 'ratio' | 'rate'>>;

/** A new, completed ledger row, at version 1, for the effect that has just changed the holding. */
export function recordAssetTransaction(
  before: AssetBalance | undefined,
  after: AssetBalance,
  row: NewAssetTransaction,
  at: string,
): AssetTransaction {
  const costBasis = basisMoved(before === undefined ? ZERO : basisOf(before), after.costBasis);
  return {
    username: after.username,
    assetId: after.assetId,
    status: 'COMPLETED',
    costBasis,
    costBasisAfter: after.costBasis,
    realisedProfit: realisedProfitOf(row, costBasis),
    quantityAfter: after.quantity,
    holdingSequence: after.sequence,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...row,
  };
}

/** The worth of a sale minus the cost of what it sold, in US dollars. Undefined for other rows, and if either is unknown. */
export function realisedProfitOf(
  row: Pick<AssetTransaction, 'type' | 'currency' | 'rate' | 'totalAmount'>,
  cost: Decimal | undefined,
): Decimal | undefined {
  return row.type === 'SELL' ? cost && worthInDollars(row)?.minus(cost) : undefined;
}
