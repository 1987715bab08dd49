import * as z from 'zod';
import type { Decision } from '../command/execute.ts';
import { type Asset, assetIdSchema, requireQuantity, requireQuantityScale } from '../entities/asset.ts';
import {
  type AssetBalance,
  addQuantity,
  assetBalanceSchema,
  splitQuantity,
  takeQuantity,
} from '../entities/asset-balance.ts';
import {
  type AssetTransactionType,
  assetTransactionSchema,
  recordAssetTransaction,
} from '../entities/asset-transaction.ts';
import type { Cause } from '../entities/cause.ts';
import { usernameSchema } from '../entities/user.ts';
import { AssetBalanceNotFoundError } from '../errors/not-found-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { DEFAULT_CURRENCY, requireScale, requireStorable } from '../money/currency.ts';
import {
  type Decimal,
  decimalPlaces,
  nonNegativeDecimal,
  positiveDecimal,
  signedDecimal,
  ZERO,
} from '../money/decimal.ts';
import { CURRENCY_SCALES } from '../money/iso-4217.ts';
import { insert, save } from '../ports/unit-of-work.ts';
import { idempotencyKey } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import type { AccountMoment } from './account-moment.ts';

/** A row of the asset ledger and the holding after it. */
export const assetMovementSchema: z.ZodObject<
  { assetTransaction: typeof assetTransactionSchema; assetBalance: typeof assetBalanceSchema },
  z.core.$strip
> = z.object({
  assetTransaction: assetTransactionSchema,
  assetBalance: assetBalanceSchema,
});
export type AssetMovement = z.output<typeof assetMovementSchema>;

const movement = {
  username: usernameSchema,
  assetId: assetIdSchema,
  description: shownText(500).optional(),
  idempotencyKey: idempotencyKey.optional(),
};

/** A transfer to another place: a quantity greater than zero. */
export const assetTransferSchema = z.strictObject({ ...movement, quantity: positiveDecimal });
/** The input of `portfolio.transferOut`: a quantity that leaves. */
export type AssetTransfer = z.input<typeof assetTransferSchema>;
type ValidTransfer = z.output<typeof assetTransferSchema>;

/** A transfer from another place: a quantity greater than zero. */
export const assetArrivalSchema = z.strictObject({
  ...movement,
  quantity: positiveDecimal,
  /** The cost of the quantity in US dollars. Default: nothing. */
  costBasis: nonNegativeDecimal.optional(),
});
/** The input of `portfolio.transferIn`: a quantity that arrives, and its cost in US dollars. */
export type AssetArrival = z.input<typeof assetArrivalSchema>;
type ValidArrival = z.output<typeof assetArrivalSchema>;

/** A correction by the operator: a signed quantity, or the `ratio` of a split. */
export const assetAdjustmentSchema = z
  .strictObject({
    ...movement,
    /** Positive to add, negative to take. Give either this or a `ratio`. */
    quantity: signedDecimal.refine((quantity) => !quantity.eq(ZERO), 'must not be zero').optional(),
    /** The units after a split for one unit before: for example 2, or 0.5 for a reverse split. Give either this or a `quantity`. */
    ratio: positiveDecimal.refine((ratio) => !ratio.eq('1'), 'must not be 1: nothing would change').optional(),
  })
  .refine(({ quantity, ratio }) => quantity !== undefined || ratio !== undefined, {
    path: ['quantity'],
    error: 'is required, or a ratio',
  })
  .refine(({ quantity, ratio }) => quantity === undefined || ratio === undefined, {
    path: ['ratio'],
    error: 'may not be given beside a quantity',
  });
/** The input of `portfolio.adjust`: a signed quantity that an operator adds or takes, or the `ratio` of a split. */
export type AssetAdjustment = z.input<typeof assetAdjustmentSchema>;
type ValidAssetAdjustment = z.output<typeof assetAdjustmentSchema>;

export interface AssetMovementFacts {
  readonly asset: Asset;
  readonly holding: AssetBalance | undefined;
}

export type AssetMovementDecision = Decision<AssetMovement> & { readonly subjectId: string };

/** Adds the quantity, whether or not the asset is open for trading. VALIDATION_FAILED (quantity, costBasis). */
export function decideTransferIn(
  command: ValidArrival,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  const { quantity, costBasis = ZERO } = command;
  requireQuantity(asset, quantity);
  requireScale(costBasis, CURRENCY_SCALES[DEFAULT_CURRENCY], 'costBasis', DEFAULT_CURRENCY);
  const cause = causeOf(moment);
  const after = addQuantity(holding, command, { quantity, costBasis }, cause);
  return movementOf(holding, after, { type: 'TRANSFER_IN', ...command }, cause);
}

/** Takes the quantity, whether or not the asset is open for trading. INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (quantity). */
export function decideTransferOut(
  command: ValidTransfer,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  requireQuantity(asset, command.quantity);
  const cause = causeOf(moment);
  const after = takeQuantity(holding, command, command.quantity, cause);
  return movementOf(holding, after, { type: 'TRANSFER_OUT', ...command }, cause);
}

/**
 * Adds or takes the quantity. It may be less than the asset's `minQuantity`. If it takes everything that is available, it may have more
 * decimals than the asset allows now, so that every remainder can be written off. An added quantity costs nothing, a taken one takes its
 * share of the basis, and a split does not change the basis. INSUFFICIENT_ASSET_BALANCE, ASSET_BALANCE_NOT_FOUND (a split of an asset
 * that was never held), VALIDATION_FAILED (quantity, ratio).
 */
export function decideAssetAdjustment(
  command: ValidAssetAdjustment,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  const { quantity, ratio } = command;
  const cause = causeOf(moment);
  if (ratio !== undefined) return split(command, ratio, { asset, holding }, cause);
  if (quantity === undefined) throw new ValidationError({ field: 'quantity', rule: 'is required, or a ratio' });
  if (holding === undefined || !quantity.neg().eq(holding.available)) requireQuantityScale(asset, quantity);
  const after = quantity.gt(ZERO)
    ? addQuantity(holding, command, { quantity, costBasis: ZERO }, cause)
    : takeQuantity(holding, command, quantity.abs(), cause);
  return movementOf(holding, after, { type: 'ADJUSTMENT', ...command, quantity }, cause);
}

function split(
  command: ValidAssetAdjustment,
  ratio: Decimal,
  { asset, holding }: AssetMovementFacts,
  cause: Cause,
): AssetMovementDecision {
  const { username, assetId } = command;
  if (holding === undefined) throw new AssetBalanceNotFoundError({ username, assetId });
  const { quantity: before } = holding;
  if (before.eq(ZERO)) throw new ValidationError({ field: 'ratio', rule: 'splits nothing: the holding is empty' });
  const becomes = requireStorable(before.times(ratio), 'ratio');
  // If the holding already has more decimals than the asset allows now, it may keep them.
  const scale = Math.max(asset.quantityScale, decimalPlaces(before));
  if (decimalPlaces(becomes) > scale)
    throw new ValidationError({
      field: 'ratio',
      rule: `makes ${becomes} of ${before} ${assetId}: more decimals than it may have`,
    });
  const quantity = becomes.minus(before);
  const after = splitQuantity(holding, quantity, cause);
  return movementOf(holding, after, { type: 'ADJUSTMENT', ...command, quantity, ratio }, cause);
}

/** The cause of a new ledger row. */
function causeOf({ newId, stamp }: AccountMoment): Cause {
  return { id: newId(), at: stamp };
}

interface Movement {
  readonly type: Exclude<AssetTransactionType, 'BUY' | 'SELL'>;
  readonly quantity: Decimal;
  readonly description?: string | undefined;
  /** Only for a split. */
  readonly ratio?: Decimal | undefined;
}

/** Nobody pays for a movement. */
const UNPAID = { currency: DEFAULT_CURRENCY, price: ZERO, totalAmount: ZERO } as const;

function movementOf(
  before: AssetBalance | undefined,
  after: AssetBalance,
  { type, quantity, description, ratio }: Movement,
  { id: transactionId, at }: Cause,
): AssetMovementDecision {
  const row = { transactionId, type, quantity, ...UNPAID, description, ratio };
  const assetTransaction = recordAssetTransaction(before, after, row, at);
  const assetBalance = save('assetBalance', before, after);
  return {
    result: { assetTransaction, assetBalance: assetBalance.value },
    changes: [insert('assetTransaction', assetTransaction), assetBalance],
    subjectId: transactionId,
  };
}
