import { z } from 'zod';
import { nonNegativeDecimal, positiveDecimal } from '../money/decimal.ts';
import { stored, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import { usernameSchema } from './user.ts';

export const ASSET_TRANSACTION_TYPES = Object.freeze(['BUY', 'SELL'] as const);
export type AssetTransactionType = (typeof ASSET_TRANSACTION_TYPES)[number];

export const ASSET_TRANSACTION_STATUSES = Object.freeze(['PENDING', 'COMPLETED', 'FAILED'] as const);
export type AssetTransactionStatus = (typeof ASSET_TRANSACTION_STATUSES)[number];

/** One row of a user's asset ledger: what was bought or sold, at which price, for how much. */
export const assetTransactionSchema = z
  .strictObject({
    username: usernameSchema,
    transactionId: ulid,
    assetId: storedAssetId,
    type: z.enum(ASSET_TRANSACTION_TYPES),
    quantity: positiveDecimal,
    /** Of one unit. */
    price: positiveDecimal,
    /** price × quantity, rounded to the currency: up for a buy, down for a sale. */
    totalAmount: nonNegativeDecimal,
    status: z.enum(ASSET_TRANSACTION_STATUSES),
    orderId: ulid.optional(),
    /** The quantity of the holding (available + held) once the row had its effect. None on a row of an older release. */
    quantityAfter: nonNegativeDecimal.optional(),
    /** The number of that effect, in the order in which the holding had them. None on a row of an older release. */
    holdingSequence: z.int().min(0).optional(),
    ...stored,
  })
  .readonly();

export type AssetTransaction = z.output<typeof assetTransactionSchema>;
