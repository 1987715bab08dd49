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
  signedDecimal,
  ZERO,
} from './decimal.ts';
export { PRICE_SCALE, priceSchema } from './price.ts';
