import { ValidationError } from '../errors/validation-error.ts';

/** 0: towards zero. 1: to the nearest, a half away from zero. 2: to the nearest, a half to even. 3: away from zero. */
export type RoundingMode = 0 | 1 | 2 | 3;
/** Rounds towards zero. */
export const ROUND_DOWN = 0 satisfies RoundingMode;
/** Rounds to the nearest, and a half away from zero. */
export const ROUND_HALF_UP = 1 satisfies RoundingMode;
/** Rounds away from zero. */
export const ROUND_UP = 3 satisfies RoundingMode;

/** The most decimals that a value can be rounded to. */
const MAX_PLACES = 1_000;

/** A number of decimals. VALIDATION_FAILED. */
export function places(decimals: number): number {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= MAX_PLACES) return decimals;
  throw new ValidationError({ field: 'decimals', rule: `must be a whole number, 0 to ${MAX_PLACES}` });
}

/** A mode that the types may not have checked. VALIDATION_FAILED. */
export function roundingMode(mode: RoundingMode): RoundingMode {
  if (mode === 0 || mode === 1 || mode === 2 || mode === 3) return mode;
  throw new ValidationError({ field: 'mode', rule: 'must be 0, 1, 2 or 3' });
}
