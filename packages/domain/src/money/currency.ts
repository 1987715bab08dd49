import * as z from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import {
  type Decimal,
  decimalPlaces,
  fitsDigits,
  isDecimal,
  MAX_DIGITS,
  parseDecimal,
  ROUND_DOWN,
  ROUND_UP,
  type RoundingMode,
  ZERO,
} from './decimal.ts';
import { CURRENCY_SCALES, type Currency } from './iso-4217.ts';

export { CURRENCY_SCALES, type Currency } from './iso-4217.ts';

/** The currency of a command that names none. */
export const DEFAULT_CURRENCY = 'USD' satisfies Currency;

/** The schema of a currency. Declarations name it: otherwise each of them would list every code. */
export interface CurrencySchema extends z.ZodType<Currency, Currency> {}

/** A currency, as an enum of the codes of `CURRENCY_SCALES`. */
export const currencySchema: CurrencySchema = z.enum(Object.keys(CURRENCY_SCALES).filter(isCurrency));

function isCurrency(value: unknown): value is Currency {
  return typeof value === 'string' && Object.hasOwn(CURRENCY_SCALES, value);
}

/** VALIDATION_FAILED if the amount has more decimals than its scale. It is never rounded silently. */
export function requireScale(amount: Decimal, scale: number, field: string, unit: string): void {
  if (decimalPlaces(parseDecimal(amount, field)) <= scale) return;
  const rule = scale === 0 ? `must be a whole number of ${unit}` : `must have at most ${scale} decimals for ${unit}`;
  throw new ValidationError({ field, rule });
}

/** The result. VALIDATION_FAILED if it has more than the 38 digits that a store keeps. */
export function requireStorable(result: Decimal, field: string): Decimal {
  if (!isDecimal(result)) return parseDecimal(result, field);
  if (!fitsDigits(result))
    throw new ValidationError({ field, rule: `takes a stored amount past ${MAX_DIGITS} digits` });
  return result;
}

/**
 * The amount that a buyer pays: price × quantity, rounded up to the currency's scale. VALIDATION_FAILED if it does not
 * fit.
 */
export function costOf(price: Decimal, quantity: Decimal, currency: Currency): Decimal {
  return notional(price, quantity, currency, ROUND_UP);
}

/**
 * The amount that a seller gets: price × quantity, rounded down to the currency's scale. VALIDATION_FAILED if that is
 * zero.
 */
export function proceedsOf(price: Decimal, quantity: Decimal, currency: Currency): Decimal {
  const proceeds = notional(price, quantity, currency, ROUND_DOWN);
  if (proceeds.eq(ZERO))
    throw new ValidationError({ field: 'quantity', rule: `is worth less than the smallest amount of ${currency}` });
  return proceeds;
}

/** The worth of a holding: price × quantity, rounded down to the currency's scale. It may be zero. */
export function marketValueOf(price: Decimal, quantity: Decimal, currency: Currency): Decimal {
  return worthAt(parseDecimal(price, 'price'), parseDecimal(quantity, 'quantity'), requireCurrency(currency));
}

/** Like `marketValueOf`, for values of our own: a sum may have more digits than a stored amount. */
export function worthAt(amount: Decimal, rate: Decimal, currency: Currency): Decimal {
  return amount.times(rate).round(CURRENCY_SCALES[currency], ROUND_DOWN);
}

function notional(price: Decimal, quantity: Decimal, currency: Currency, mode: RoundingMode): Decimal {
  const exact = parseDecimal(price, 'price').times(parseDecimal(quantity, 'quantity'));
  return requireStorable(exact.round(CURRENCY_SCALES[requireCurrency(currency)], mode), 'quantity');
}

function requireCurrency(currency: Currency): Currency {
  if (isCurrency(currency)) return currency;
  throw new ValidationError({ field: 'currency', rule: 'must be one of CURRENCY_SCALES' });
}
