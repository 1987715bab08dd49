import { type FeeSchedule, percentageFee } from '@orderfolio/domain';
import { cash, QUANTITY_DECIMALS, textOf } from './amounts.ts';

/** The currencies of the model. Both count in cents. */
export type Currency = 'USD' | 'EUR';

/** A price at the scale at which orders are filled: 10⁻¹⁸ of the currency. */
export type FinePrice = bigint;

const FINE_DECIMALS = 18;
const PRICE_DECIMALS = 4;
const CASH_DECIMALS = 2;

/** A price of 10⁻⁴ dollars at the fine scale. */
export function fine(price: bigint): FinePrice {
  return price * 10n ** BigInt(FINE_DECIMALS - PRICE_DECIMALS);
}

export function finePriceText(price: FinePrice): string {
  return textOf(price, FINE_DECIMALS);
}

/** A cent as a fine price times a quantity. */
const FINE_CENT = 10n ** BigInt(FINE_DECIMALS + QUANTITY_DECIMALS - CASH_DECIMALS);

function roundedUp(product: bigint, unit: bigint): bigint {
  return (product + unit - 1n) / unit;
}

/**
 * The rates of a fee schedule for orders and conversions, in millionths. The bounds are in cents of the order's
 * currency.
 */
export interface Charge {
  readonly rate: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly spread: bigint;
}

const MILLION = 1_000_000n;

/** The amounts of a trade, in cents. `cash` is what the buyer pays, or what is left for the seller. */
export interface Amounts {
  readonly total: bigint;
  readonly fee: bigint | undefined;
  readonly cash: bigint;
}

/** A buyer pays every begun cent, a seller gets only full cents, and a fee never takes more than the sale brings. */
export function amountsOf(side: 'BUY' | 'SELL', price: FinePrice, units: bigint, charge: Charge | undefined): Amounts {
  const total = side === 'BUY' ? roundedUp(price * units, FINE_CENT) : (price * units) / FINE_CENT;
  if (charge === undefined) return { total, fee: undefined, cash: total };
  const full = feeOf(total, charge);
  if (side === 'BUY') return { total, fee: full, cash: total + full };
  const fee = full > total ? total : full;
  return { total, fee, cash: total - fee };
}

/** Every begun cent of the share, within its bounds. */
function feeOf(total: bigint, { rate, minimum, maximum }: Charge): bigint {
  const share = roundedUp(total * rate, MILLION);
  if (share < minimum) return minimum;
  return share > maximum ? maximum : share;
}

/** The most that costs at most the cents, or the least that brings at least as many, in multiples of `least` units. */
export function unitsFor(
  worth: bigint,
  side: 'BUY' | 'SELL',
  price: FinePrice,
  least: bigint,
  charge: Charge | undefined,
): bigint {
  const isEnough = (multiple: bigint): boolean => {
    const { cash } = amountsOf(side, price, multiple * least, charge);
    return side === 'BUY' ? cash > worth : cash >= worth;
  };
  let tooMany = 1n;
  while (!isEnough(tooMany)) tooMany *= 2n;
  let tooFew = 0n;
  while (tooMany - tooFew > 1n) {
    const middle = (tooMany + tooFew) / 2n;
    if (isEnough(middle)) tooMany = middle;
    else tooFew = middle;
  }
  return (side === 'BUY' ? tooFew : tooMany) * least;
}

/** The rate of euros and dollars as it was set: one unit of `base` is worth so many 10⁻⁴ of the other currency. */
export interface SetRate {
  readonly base: Currency;
  readonly rate: bigint;
}

/** A rate of 20 digits: `units` × 10^-`decimals`. */
export interface Rate {
  readonly units: bigint;
  readonly decimals: number;
}

const RATE_DIGITS = 20;

/** The worth of one unit of `from` in the other currency, less the spread, rounded down at its 20th digit. */
export function rateFrom(from: Currency, { base, rate }: SetRate, spread = 0n): Rate {
  const scale = 10n ** BigInt(PRICE_DECIMALS);
  const [over, under] = from === base ? [rate, scale] : [scale, rate];
  const [exactOver, exactUnder] = [over * (MILLION - spread), under * MILLION];
  let decimals = 0;
  while (digitsOf((exactOver * 10n ** BigInt(decimals)) / exactUnder) < RATE_DIGITS) decimals += 1;
  return { units: (exactOver * 10n ** BigInt(decimals)) / exactUnder, decimals };
}

function digitsOf(units: bigint): number {
  return units === 0n ? 0 : units.toString().length;
}

export function rateText({ units, decimals }: Rate): string {
  return textOf(units, decimals);
}

/** The cents that the cents become, without their fraction. */
export function converted(cents: bigint, { units, decimals }: Rate): bigint {
  return (cents * units) / 10n ** BigInt(decimals);
}

/** A price of 10⁻⁴ dollars in euros, rounded against the user. */
export function priceInEuros(price: bigint, side: 'BUY' | 'SELL', set: SetRate): FinePrice {
  const { units, decimals } = rateFrom(side === 'BUY' ? 'EUR' : 'USD', set);
  const scale = 10n ** BigInt(decimals);
  return side === 'BUY' ? roundedUp(fine(price) * scale, units) : (fine(price) * units) / scale;
}

/** The schedule that charges this. */
export function scheduleOf({ rate, minimum, maximum, spread }: Charge): FeeSchedule {
  const share = (millionths: bigint): string => textOf(millionths, 6);
  return percentageFee(share(rate), { minimum: cash(minimum), maximum: cash(maximum), spread: share(spread) });
}
