import * as z from 'zod';
import type { Decision } from '../command/execute.ts';
import { type Asset, assetIdSchema, requireQuantity, requireQuantityScale } from '../entities/asset.ts';
import { type AssetBalance, addQuantity, assetBalanceSchema, takeQuantity } from '../entities/asset-balance.ts';
import {
  type AssetTransactionType,
  assetTransactionSchema,
  recordAssetTransaction,
} from '../entities/asset-transaction.ts';
import type { Cause } from '../entities/cause.ts';
import { usernameSchema } from '../entities/user.ts';
import { type Decimal, positiveDecimal, signedDecimal, ZERO } from '../money/decimal.ts';
import { insert, save } from '../ports/unit-of-work.ts';
import { idempotencyKey } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import type { AccountMoment } from './account-moment.ts';

/** A row of the asset ledger and the holding after it. */
export const assetMovementSchema = z.object({
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

/** What comes from elsewhere, or leaves for elsewhere: a quantity greater than zero. */
export const assetTransferSchema = z.strictObject({ ...movement, quantity: positiveDecimal });
/** What `portfolio.transferIn` and `transferOut` take: a quantity that comes from elsewhere, or leaves for elsewhere. */
export type AssetTransfer = z.input<typeof assetTransferSchema>;
type ValidTransfer = z.output<typeof assetTransferSchema>;

/** A correction by the operator: positive adds, negative takes. */
export const assetAdjustmentSchema = z.strictObject({
  ...movement,
  quantity: signedDecimal.refine((quantity) => !quantity.eq(ZERO), 'must not be zero'),
});
/** What `portfolio.adjust` takes: a signed quantity that an operator adds or takes. */
export type AssetAdjustment = z.input<typeof assetAdjustmentSchema>;
export type ValidAssetAdjustment = z.output<typeof assetAdjustmentSchema>;

export interface AssetMovementFacts {
  readonly asset: Asset;
  readonly holding: AssetBalance | undefined;
}

export type AssetMovementDecision = Decision<AssetMovement> & { readonly subjectId: string };

/** The quantity arrives, whether or not the asset is open for trading. VALIDATION_FAILED (quantity). */
export function decideTransferIn(
  command: ValidTransfer,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  requireQuantity(asset, command.quantity);
  const cause = causeOf(moment);
  const after = addQuantity(holding, command, command.quantity, cause);
  return movementOf(holding, after, { ...command, type: 'TRANSFER_IN' }, cause);
}

/** The quantity leaves, whether or not the asset is open for trading. INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (quantity). */
export function decideTransferOut(
  command: ValidTransfer,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  requireQuantity(asset, command.quantity);
  const cause = causeOf(moment);
  const after = takeQuantity(holding, command, command.quantity, cause);
  return movementOf(holding, after, { ...command, type: 'TRANSFER_OUT' }, cause);
}

/**
 * The quantity arrives or leaves. It may be less than the asset's `minQuantity`; and what takes all that is available may
 * have more decimals than the asset allows by now, so that whatever is left over can be written off.
 * INSUFFICIENT_ASSET_BALANCE, VALIDATION_FAILED (quantity).
 */
export function decideAssetAdjustment(
  command: ValidAssetAdjustment,
  { asset, holding }: AssetMovementFacts,
  moment: AccountMoment,
): AssetMovementDecision {
  const { quantity } = command;
  if (holding === undefined || !quantity.neg().eq(holding.available)) requireQuantityScale(asset, quantity);
  const cause = causeOf(moment);
  const after = quantity.gt(ZERO)
    ? addQuantity(holding, command, quantity, cause)
    : takeQuantity(holding, command, quantity.abs(), cause);
  return movementOf(holding, after, { ...command, type: 'ADJUSTMENT' }, cause);
}

/** A new row of the ledger. */
function causeOf({ newId, stamp }: AccountMoment): Cause {
  return { id: newId(), at: stamp };
}

interface Movement {
  readonly type: Exclude<AssetTransactionType, 'BUY' | 'SELL'>;
  readonly quantity: Decimal;
  readonly description?: string | undefined;
}

/** Nothing is paid for what is moved. */
const UNPAID = { price: ZERO, totalAmount: ZERO };

function movementOf(
  before: AssetBalance | undefined,
  after: AssetBalance,
  { type, quantity, description }: Movement,
  { id: transactionId, at }: Cause,
): AssetMovementDecision {
  const row = { transactionId, type, quantity, ...UNPAID, description };
  const assetTransaction = recordAssetTransaction(after, row, at);
  const assetBalance = save('assetBalance', before, after);
  return {
    result: { assetTransaction, assetBalance: assetBalance.value },
    changes: [insert('assetTransaction', assetTransaction), assetBalance],
    subjectId: transactionId,
  };
}
