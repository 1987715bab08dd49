export * from './currency.ts';
export {
  Decimal,
  type DecimalInput,
  decimalPlaces,
  isDecimal,
  MAX_DIGITS,
  nonNegativeDecimal,
  parseDecimal,
  positiveDecimal,
  ROUND_DOWN,
  ROUND_HALF_UP,
  ROUND_UP,
  type RoundingMode,
  signedDecimal,
  ZERO,
} from './decimal.ts';
export { PRICE_SCALE, priceSchema } from './price.ts';
