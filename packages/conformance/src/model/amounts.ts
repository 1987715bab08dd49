/**
 * The model counts in whole numbers: cents, 10⁻⁸ of an asset, 10⁻⁴ dollars of a price. It shares no arithmetic with the domain that it
 * checks.
 */
const CASH_DECIMALS = 2;
export const QUANTITY_DECIMALS = 8;
const PRICE_DECIMALS = 4;

/** As canonical decimal text: no trailing zeros, no sign on zero. */
export function textOf(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

export const cash = (cents: bigint): string => textOf(cents, CASH_DECIMALS);
export const quantity = (units: bigint): string => textOf(units, QUANTITY_DECIMALS);
export const price = (units: bigint): string => textOf(units, PRICE_DECIMALS);

/** Decimal text as a whole number of 10⁻³⁸: to add up what was read. Throws at text that is no such decimal. */
export function exact(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,38}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`${text} is not a decimal in plain notation`);
  const units = BigInt(whole + fraction.padEnd(38, '0'));
  return sign === '-' ? -units : units;
}

/** A price that was read, in the model's units of 10⁻⁴ dollars. Throws at a price with more decimals. */
export function priceUnits(text: string): bigint {
  const unit = 10n ** BigInt(38 - PRICE_DECIMALS);
  const units = exact(text);
  if (units % unit !== 0n) throw new Error(`${text} has more than ${PRICE_DECIMALS} decimals`);
  return units / unit;
}
