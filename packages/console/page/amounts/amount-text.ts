import { partsOf } from './decimal.ts';

/** What a column shows of the decimals. A quantity has no more; an average price may have. */
export const MOST_PLACES = 8;

/** `1234.5` as text: `1,234.5`. */
export function amountText(value: string): string {
  const parts = partsOf(value);
  if (parts === undefined) return value;
  return `${parts.sign === '-' ? '−' : ''}${grouped(parts.whole)}${parts.fraction && `.${parts.fraction}`}`;
}

/** The places that a column needs for these values, at most `most`. */
export function placesOf(values: readonly (string | undefined)[], most = MOST_PLACES): number {
  const lengths = values.map((value) => (value === undefined ? 0 : (partsOf(value)?.fraction.length ?? 0)));
  return Math.min(Math.max(0, ...lengths), most);
}

/** `1234` as `1,234`. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share as it is read: `12.3 %`. What is there is never shown as nothing. */
export function percentOf(part: number): string {
  const percent = Math.abs(part) * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent.toFixed(1)} %`;
}

/** A gain or a loss as it is read: `+12.3 %`, `−4.0 %`. */
export function changeOf(part: number): string {
  return `${part > 0 ? '+' : part < 0 ? '−' : ''}${percentOf(part)}`;
}
