import * as z from 'zod';
import { type Asset, requireActive, requireQuantity } from '../entities/asset.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import { type OrderType, sideOf } from '../entities/order.ts';
import { InsufficientAssetBalanceError } from '../errors/rejection-errors.ts';
import { Decimal, positiveDecimal, ZERO } from '../money/decimal.ts';

/** In units of the asset, with at most its `quantityScale` decimals; or, for a sale, `ALL` that is available. */
export const orderQuantity = z.union([z.literal('ALL'), positiveDecimal], {
  // What is wrong is what is wrong with it as a decimal: nobody misspells ALL.
  error: (issue) => issue.errors?.at(-1)?.[0]?.message,
});
type OrderQuantity = z.output<typeof orderQuantity>;

interface Sizing {
  readonly orderType: OrderType;
  readonly quantity: OrderQuantity;
}

export const mayBeAll = ({ orderType, quantity }: Sizing): boolean =>
  quantity !== 'ALL' || sideOf(orderType) === 'SELL';
export const MAY_NOT_BE_ALL = { path: ['quantity'], error: 'may be ALL for a sale only' };

/** A command whose quantity is known. */
export type Sized<Command> = Command extends unknown
  ? Omit<Command, 'quantity'> & { readonly quantity: Decimal }
  : never;

interface Command {
  readonly username: string;
  readonly assetId: string;
  readonly quantity: OrderQuantity;
}

interface Market {
  readonly asset: Asset;
  readonly holding: AssetBalance | undefined;
}

/**
 * The quantity that the command asks to trade now. ALL is what is available, also where the asset allows no such quantity:
 * what is left over can be sold. ASSET_INACTIVE, VALIDATION_FAILED (quantity), INSUFFICIENT_ASSET_BALANCE (all of nothing).
 */
export function quantityToTrade({ username, assetId, quantity }: Command, { asset, holding }: Market): Decimal {
  requireActive(asset);
  if (quantity !== 'ALL') {
    requireQuantity(asset, quantity);
    return quantity;
  }
  const available = holding?.available ?? ZERO;
  if (available.gt(ZERO)) return available;
  throw new InsufficientAssetBalanceError({ username, assetId, required: leastOf(asset), available });
}

/** The smallest quantity that the asset has. */
function leastOf({ quantityScale }: Asset): Decimal {
  return new Decimal(quantityScale === 0 ? '1' : `0.${'1'.padStart(quantityScale, '0')}`);
}
