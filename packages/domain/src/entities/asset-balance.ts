import * as z from 'zod';
import { InsufficientAssetBalanceError } from '../errors/rejection-errors.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { requireStorable } from '../money/currency.ts';
import { type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { stored, ulid } from '../validation/schemas.ts';
import { storedAssetId } from './asset.ts';
import { type Cause, laterOf } from './cause.ts';
import { usernameSchema } from './user.ts';

/** A user's holding of one asset. Neither part is ever negative. */
export const assetBalanceSchema = z
  .strictObject({
    username: usernameSchema,
    assetId: storedAssetId,
    /** Free to sell. */
    available: nonNegativeDecimal,
    /** Reserved for open sell orders. */
    held: nonNegativeDecimal,
    /** available + held. */
    quantity: nonNegativeDecimal,
    /** How many effects it has had: as `Balance.sequence`, of `quantity`. */
    sequence: z.int().min(0).default(0),
    /** The greatest id among the rows and the resting sales that changed it: as `Balance.lastId`. */
    lastId: ulid.optional(),
    ...stored,
  })
  .refine((holding) => holding.quantity.eq(holding.available.plus(holding.held)), {
    path: ['quantity'],
    error: 'must be available + held',
  })
  .readonly();

/** What a user holds of one asset. `quantity` is `available + held`; `held` is promised to open sell orders. */
export type AssetBalance = z.output<typeof assetBalanceSchema>;

/** The holding after a purchase, an effect; the first one opens it. */
export function addQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  cause: Cause,
): AssetBalance {
  return move(holding ?? emptyHolding(owner, cause.at), quantity, ZERO, cause);
}

/** The holding after a sale, an effect. INSUFFICIENT_ASSET_BALANCE when the available quantity does not cover it. */
export function takeQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  cause: Cause,
): AssetBalance {
  return move(requireAvailable(holding, owner, quantity), quantity.neg(), ZERO, cause);
}

/** Moves available quantity into the held part. INSUFFICIENT_ASSET_BALANCE when it does not cover the quantity. */
export function holdQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  cause: Cause,
): AssetBalance {
  return move(requireAvailable(holding, owner, quantity), quantity.neg(), quantity, cause);
}

/** Moves held quantity back into the available part. STORAGE_FAILED when less than that is held: a record is broken. */
export function releaseQuantity(holding: AssetBalance, quantity: Decimal, cause: Cause): AssetBalance {
  return move(holding, quantity, quantity.neg(), cause);
}

function emptyHolding({ username, assetId }: Owner, now: string): AssetBalance {
  const nothing = { available: ZERO, held: ZERO, quantity: ZERO, sequence: 0 };
  return { username, assetId, ...nothing, version: 1, createdAt: now, updatedAt: now };
}

function requireAvailable(holding: AssetBalance | undefined, owner: Owner, required: Decimal): AssetBalance {
  if (holding?.available.gte(required)) return holding;
  const { username, assetId } = owner;
  throw new InsufficientAssetBalanceError({ username, assetId, required, available: holding?.available ?? ZERO });
}

interface Owner {
  readonly username: string;
  readonly assetId: string;
}

/** Every change of the two parts goes through here: neither falls below zero, and the sum is kept. */
function move(holding: AssetBalance, toAvailable: Decimal, toHeld: Decimal, { id, at }: Cause): AssetBalance {
  const available = requireStorable(holding.available.plus(toAvailable), 'quantity');
  const held = toHeld === ZERO ? holding.held : requireStorable(holding.held.plus(toHeld), 'quantity');
  requireNotNegative(holding, 'available', available);
  requireNotNegative(holding, 'held', held);
  const quantity = requireStorable(available.plus(held), 'quantity');
  return {
    ...holding,
    available,
    held,
    quantity,
    sequence: quantity.eq(holding.quantity) ? holding.sequence : holding.sequence + 1,
    lastId: laterOf(holding.lastId, id),
    updatedAt: at,
  };
}

/** What a command may take has been checked before: what is left below zero was never there, or is not held. */
function requireNotNegative({ username, assetId }: AssetBalance, part: 'available' | 'held', quantity: Decimal): void {
  if (quantity.gte(ZERO)) return;
  const reason = `the ${assetId} holding of ${username} is broken: it would have ${quantity} ${part}`;
  throw new StorageFailedError({ reason, retryable: false });
}
