import * as z from 'zod';
import { InsufficientAssetBalanceError } from '../errors/rejection-errors.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { shareOfBasis } from '../money/cost-basis.ts';
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
    /** The cost of the quantity, in US dollars and without fees, by average cost. Absent if it is unknown. */
    costBasis: nonNegativeDecimal.optional(),
    /** The number of effects on `quantity`: see `Balance.sequence`. */
    sequence: z.int().min(0).default(0),
    /** The greatest id among the rows and resting sales that changed it: see `Balance.lastId`. */
    lastId: ulid.optional(),
    ...stored,
  })
  .refine((holding) => holding.quantity.eq(holding.available.plus(holding.held)), {
    path: ['quantity'],
    error: 'must be available + held',
  })
  .readonly();

/** A user's holding of one asset. `quantity` is `available + held`, and `held` is promised to open sell orders. */
export type AssetBalance = z.output<typeof assetBalanceSchema>;

/** A quantity that comes to a holding. */
export interface Arrival {
  readonly quantity: Decimal;
  /** Its cost in US dollars. Undefined if it is unknown. */
  readonly costBasis: Decimal | undefined;
}

/** The holding after a purchase, which is an effect. The first purchase opens it. */
export function addQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  { quantity, costBasis }: Arrival,
  cause: Cause,
): AssetBalance {
  const before = holding ?? emptyHolding(owner, cause.at);
  const known = basisOf(before);
  return move(before, { available: quantity, held: ZERO }, known && costBasis && known.plus(costBasis), cause);
}

/**
 * The holding after a sale, which is an effect and takes its share of the basis. INSUFFICIENT_ASSET_BALANCE if the available quantity does
 * not cover it.
 */
export function takeQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  cause: Cause,
): AssetBalance {
  const before = requireAvailable(holding, owner, quantity);
  return move(before, { available: quantity.neg(), held: ZERO }, basisLeft(before, quantity), cause);
}

/**
 * The holding after a split, which is an effect and does not change the basis. INSUFFICIENT_ASSET_BALANCE if the available quantity does
 * not cover the quantity that a reverse split takes.
 */
export function splitQuantity(holding: AssetBalance, change: Decimal, cause: Cause): AssetBalance {
  if (change.lt(ZERO)) requireAvailable(holding, holding, change.abs());
  return move(holding, { available: change, held: ZERO }, holding.costBasis, cause);
}

/** Moves available quantity into the held part. INSUFFICIENT_ASSET_BALANCE if it does not cover the quantity. */
export function holdQuantity(
  holding: AssetBalance | undefined,
  owner: Owner,
  quantity: Decimal,
  cause: Cause,
): AssetBalance {
  const before = requireAvailable(holding, owner, quantity);
  return move(before, { available: quantity.neg(), held: quantity }, before.costBasis, cause);
}

/** Moves held quantity back into the available part. STORAGE_FAILED if less than that is held: a record is broken. */
export function releaseQuantity(holding: AssetBalance, quantity: Decimal, cause: Cause): AssetBalance {
  return move(holding, { available: quantity, held: quantity.neg() }, holding.costBasis, cause);
}

/** The cost of the holding. An empty holding costs nothing, whatever came before. Undefined if the cost is unknown. */
export function basisOf({ quantity, costBasis }: Pick<AssetBalance, 'quantity' | 'costBasis'>): Decimal | undefined {
  return quantity.eq(ZERO) ? ZERO : costBasis;
}

/** The rest of the basis after this quantity has left the holding. */
export function basisLeft(
  { quantity: whole, costBasis }: Pick<AssetBalance, 'quantity' | 'costBasis'>,
  part: Decimal,
): Decimal | undefined {
  if (part.eq(whole)) return ZERO;
  return costBasis?.minus(shareOfBasis(costBasis, part, whole));
}

function emptyHolding({ username, assetId }: Owner, now: string): AssetBalance {
  const nothing = { available: ZERO, held: ZERO, quantity: ZERO, costBasis: ZERO, sequence: 0 };
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

/** The amounts that are added to the two parts of a holding. */
interface Parts {
  readonly available: Decimal;
  readonly held: Decimal;
}

/** Every change of the two parts goes through here. It keeps the sum, and refuses parts below zero. */
function move(holding: AssetBalance, to: Parts, costBasis: Decimal | undefined, { id, at }: Cause): AssetBalance {
  const available = requireStorable(holding.available.plus(to.available), 'quantity');
  const held = to.held === ZERO ? holding.held : requireStorable(holding.held.plus(to.held), 'quantity');
  requireNotNegative(holding, 'available', available);
  requireNotNegative(holding, 'held', held);
  const quantity = requireStorable(available.plus(held), 'quantity');
  return {
    ...holding,
    available,
    held,
    quantity,
    costBasis: costBasis && requireStorable(costBasis, 'costBasis'),
    sequence: quantity.eq(holding.quantity) ? holding.sequence : holding.sequence + 1,
    lastId: laterOf(holding.lastId, id),
    updatedAt: at,
  };
}

/** The callers have checked what a command may take. So a part below zero means a broken record. */
function requireNotNegative({ username, assetId }: AssetBalance, part: 'available' | 'held', quantity: Decimal): void {
  if (quantity.gte(ZERO)) return;
  const reason = `the ${assetId} holding of ${username} is broken: it would have ${quantity} ${part}`;
  throw new StorageFailedError({ reason, retryable: false });
}
