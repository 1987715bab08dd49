import { z } from 'zod';
import { InsufficientAssetBalanceError } from '../errors/rejection-errors.ts';
import { requireStorable } from '../money/currency.ts';
import { type Decimal, nonNegativeDecimal, ZERO } from '../money/decimal.ts';
import { stored } from '../validation/schemas.ts';
import { assetIdSchema } from './asset.ts';
import { usernameSchema } from './user.ts';

/** A user's holding of one asset. Neither part is ever negative. */
export const assetBalanceSchema = z
  .strictObject({
    username: usernameSchema,
    assetId: assetIdSchema,
    /** Free to sell. */
    available: nonNegativeDecimal,
    /** Reserved for open sell orders. */
    held: nonNegativeDecimal,
    /** available + held. */
    quantity: nonNegativeDecimal,
    ...stored,
  })
  .refine((holding) => holding.quantity.eq(holding.available.plus(holding.held)), {
    path: ['quantity'],
    error: 'must be available + held',
  })
  .readonly();

export type AssetBalance = z.output<typeof assetBalanceSchema>;

/** The holding after a purchase; the first one opens it, at version 1. */
export function addQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  now: string,
): AssetBalance {
  if (holding === undefined) {
    const { username, assetId } = owner;
    return { username, assetId, available: quantity, held: ZERO, quantity, version: 1, createdAt: now, updatedAt: now };
  }
  return move(holding, quantity, ZERO, now);
}

/** The holding after a sale. INSUFFICIENT_ASSET_BALANCE when the available quantity does not cover it. */
export function takeQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  now: string,
): AssetBalance {
  return move(requireAvailable(holding, owner, quantity), quantity.neg(), ZERO, now);
}

/** Moves available quantity into the held part. INSUFFICIENT_ASSET_BALANCE when it does not cover the quantity. */
export function holdQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  now: string,
): AssetBalance {
  return move(requireAvailable(holding, owner, quantity), quantity.neg(), quantity, now);
}

/** Moves held quantity back into the available part. */
export function releaseQuantity(holding: AssetBalance, quantity: Decimal, now: string): AssetBalance {
  return move(holding, quantity, quantity.neg(), now);
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

/** Every change of the two parts goes through here: one version on, and the sum kept. */
function move(holding: AssetBalance, toAvailable: Decimal, toHeld: Decimal, now: string): AssetBalance {
  const available = requireStorable(holding.available.plus(toAvailable), 'quantity');
  const held = toHeld === ZERO ? holding.held : requireStorable(holding.held.plus(toHeld), 'quantity');
  const quantity = requireStorable(available.plus(held), 'quantity');
  return { ...holding, available, held, quantity, version: holding.version + 1, updatedAt: now };
}
