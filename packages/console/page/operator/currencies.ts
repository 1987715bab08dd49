import type { Currency } from '../service/types.ts';

/** The currencies that prices and books are looked at in. */
export const CURRENCIES = [
  ['USD', 'US dollar'],
  ['EUR', 'Euro'],
  ['GBP', 'Pound sterling'],
  ['CHF', 'Swiss franc'],
  ['JPY', 'Yen'],
] as const satisfies readonly (readonly [Currency, string])[];

export type BookCurrency = (typeof CURRENCIES)[number][0];
