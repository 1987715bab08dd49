/** An amount as digits and the number of those that are decimals: 12.50 is 1250 with 2. */
interface Digits {
  readonly units: bigint;
  readonly scale: number;
}

/** The first amount less the second, exactly. Undefined if one of them is no amount. */
export function difference(from: string, less: string): string | undefined {
  const [a, b] = [digitsOf(from), digitsOf(less)];
  if (a === undefined || b === undefined) return undefined;
  const scale = Math.max(a.scale, b.scale);
  return textOf({ units: unitsAt(a, scale) - unitsAt(b, scale), scale });
}

/** The sum of the amounts, exactly. Undefined if one of them is no amount. */
export function sum(amounts: readonly string[]): string | undefined {
  let total: string | undefined = '0';
  for (const amount of amounts) {
    const negated: string | undefined = difference('0', amount);
    if (total === undefined || negated === undefined) return undefined;
    total = difference(total, negated);
  }
  return total;
}

/** How much one amount is of another: 0.25 for 1 of 4. For what is drawn and for percentages: it is a floating-point number. */
export function share(part: string, whole: string): number | undefined {
  const [a, b] = [digitsOf(part), digitsOf(whole)];
  if (a === undefined || b === undefined || b.units === 0n) return undefined;
  const scale = Math.max(a.scale, b.scale);
  return Number((unitsAt(a, scale) * SHARE_UNITS) / unitsAt(b, scale)) / Number(SHARE_UNITS);
}

const SHARE_UNITS = 1_000_000n;

/** The amount with at most so many decimals, exactly: a half is rounded away from zero. What is no amount stays as it is. */
export function rounded(amount: string, places: number): string {
  const digits = digitsOf(amount);
  if (digits === undefined || digits.scale <= places) return amount;
  const step = 10n ** BigInt(digits.scale - places);
  const half = digits.units < 0n ? -step / 2n : step / 2n;
  return textOf({ units: (digits.units + half) / step, scale: places });
}

/** A rate as a percentage, exactly: `0.0015` is `0.15`. What is no amount stays as it is. */
export function percentage(rate: string): string {
  const digits = digitsOf(rate);
  if (digits === undefined) return rate;
  const text = textOf({ units: digits.units * 100n, scale: digits.scale });
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** -1, 0 or 1. Undefined if it is no amount. */
export function signOf(amount: string): -1 | 0 | 1 | undefined {
  const digits = digitsOf(amount);
  if (digits === undefined) return undefined;
  return digits.units === 0n ? 0 : digits.units < 0n ? -1 : 1;
}

/** The parts of an amount in plain notation, as the API gives it. */
export function partsOf(
  amount: string,
): { readonly sign: '' | '-'; readonly whole: string; readonly fraction: string } | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return whole === undefined ? undefined : { sign: sign === '-' ? '-' : '', whole, fraction };
}

function digitsOf(amount: string): Digits | undefined {
  const parts = partsOf(amount);
  if (parts === undefined) return undefined;
  return { units: BigInt(parts.sign + parts.whole + parts.fraction), scale: parts.fraction.length };
}

function unitsAt({ units, scale }: Digits, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

function textOf({ units, scale }: Digits): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
