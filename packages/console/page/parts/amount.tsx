import type { JSX } from 'preact';

/** How many places after the point a column keeps free, so that its points stand in one line. */
export type Places = 0 | 2 | 4 | 6 | 8;

interface AmountProps {
  /** As the API gives it: `-1234.50`. */
  readonly value: string | undefined;
  /** Default: as many as the value has. */
  readonly places?: Places | undefined;
  /** Shows the sign of a gain too, and colours it. */
  readonly isChange?: boolean | undefined;
}

/** An amount, without passing through a floating-point number: digits in groups, the point in line with those above and below. */
export function Amount({ value, places, isChange = false }: AmountProps): JSX.Element {
  if (value === undefined) return <span class="amount none">–</span>;
  const { sign, whole, fraction } = partsOf(value);
  const isZero = !/[1-9]/.test(value);
  const shownSign = sign === '-' ? '−' : isChange && !isZero ? '+' : '';
  const tone = !isChange || isZero ? '' : sign === '-' ? ' loss' : ' gain';
  return (
    <span class={`amount${tone}`}>
      {shownSign}
      {whole}
      <span class={`fraction${places === undefined ? '' : ` places-${places}`}`}>{fraction && `.${fraction}`}</span>
    </span>
  );
}

/** `1234.5` as text: `1,234.5`. */
export function amountText(value: string): string {
  const { sign, whole, fraction } = partsOf(value);
  return `${sign === '-' ? '−' : ''}${whole}${fraction && `.${fraction}`}`;
}

function partsOf(value: string): { readonly sign: string; readonly whole: string; readonly fraction: string } {
  const [, sign = '', digits = value, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  return { sign, whole: digits.replace(/\B(?=(\d{3})+$)/g, ','), fraction };
}
