import * as z from 'zod';
import { type Asset, requireActive, requireQuantity } from '../entities/asset.ts';
import type { AssetBalance } from '../entities/asset-balance.ts';
import type { Balance } from '../entities/balance.ts';
import { type OrderType, sideOf } from '../entities/order.ts';
import { InsufficientAssetBalanceError } from '../errors/rejection-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { CURRENCY_SCALES, requireScale } from '../money/currency.ts';
import { Decimal, positiveDecimal, ROUND_DOWN, ROUND_UP, ZERO } from '../money/decimal.ts';
import { affordableTotal, type FeeTerms, neededTotal } from '../money/fee.ts';
import { inTermsOf } from '../validation/parse.ts';

/** In units of the asset, with at most its `quantityScale` decimals. For a sale also `ALL`: all that is available. */
export const orderQuantity = z.union([z.literal('ALL'), positiveDecimal], {
  // The message says why it is not a decimal: nobody misspells ALL.
  error: (issue) => issue.errors?.at(-1)?.[0]?.message,
});
type OrderQuantity = z.output<typeof orderQuantity>;

interface Sizing {
  readonly orderType: OrderType;
  readonly quantity?: OrderQuantity | undefined;
}

export const mayBeAll = ({ orderType, quantity }: Sizing): boolean =>
  quantity !== 'ALL' || sideOf(orderType) === 'SELL';
export const MAY_NOT_BE_ALL = { path: ['quantity'], error: 'may be ALL for a sale only' };

/** The rule that a market order without a quantity and an amount breaks. */
export const NO_SIZE = 'is required, or an amount';

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
 * The quantity that the command trades now. ALL is what is available, even if the asset allows no such quantity, so that a remainder can
 * be sold. ASSET_INACTIVE, VALIDATION_FAILED (quantity), INSUFFICIENT_ASSET_BALANCE (all of nothing).
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

interface MarketCommand extends Omit<Command, 'quantity'> {
  readonly orderType: OrderType;
  readonly quantity?: OrderQuantity | undefined;
  readonly amount?: Decimal | undefined;
}

/**
 * The quantity of a market order that fills at this price: the named one, or the one for its amount of cash, at the scale of the asset. A
 * purchase buys what the amount affords, fee included. A sale sells what brings at least the amount after the fee. Errors like
 * `quantityToTrade`, and VALIDATION_FAILED (amount).
 */
export function quantityToFill(
  command: MarketCommand,
  market: Market & { readonly balance: Pick<Balance, 'currency'>; readonly feeTerms?: FeeTerms | undefined },
  price: Decimal,
): Decimal {
  const { quantity, amount, orderType } = command;
  const { username, assetId } = command;
  if (quantity !== undefined) return quantityToTrade({ username, assetId, quantity }, market);
  if (amount === undefined) throw new ValidationError({ field: 'quantity', rule: NO_SIZE });
  const { asset, feeTerms } = market;
  const { currency } = market.balance;
  requireScale(amount, CURRENCY_SCALES[currency], 'amount', currency);
  const isBuy = sideOf(orderType) === 'BUY';
  const total = isBuy ? affordableTotal(amount, feeTerms, currency) : neededTotal(amount, feeTerms, currency);
  const affordable = total.div(price, asset.quantityScale, isBuy ? ROUND_DOWN : ROUND_UP);
  if (affordable.lte(ZERO)) throw new ValidationError({ field: 'amount', rule: `buys nothing at a price of ${price}` });
  inTermsOf({ amount }, 'amount', () => requireQuantity(asset, affordable));
  return affordable;
}

/** The smallest quantity of the asset. */
function leastOf({ quantityScale }: Asset): Decimal {
  return new Decimal(quantityScale === 0 ? '1' : `0.${'1'.padStart(quantityScale, '0')}`);
}
