import type { JSX } from 'preact';
import { amountText, grouped, MOST_PLACES } from '../amounts/amount-text.ts';
import { partsOf, rounded, signOf } from '../amounts/decimal.ts';

interface AmountProps {
  /** As the API gives it: `-1234.50`. */
  readonly value: string | undefined;
  /** How many places after the point a column keeps free, so that its points stand in one line. Default: as many as the value has. */
  readonly places?: number | undefined;
  /** Rounds to the places of the column: for what was divided. The title has the exact value. */
  readonly isRounded?: boolean | undefined;
  /** Shows the sign of a gain too, and colours it. */
  readonly isChange?: boolean | undefined;
  /** Stands after it. */
  readonly unit?: string | undefined;
}

/**
 * An amount, without passing through a floating-point number: digits in groups, the point in line with those above and below. In a column a
 * very long fraction is cut off and marked, and the title has all of it.
 */
export function Amount({ value, places, isRounded = false, isChange = false, unit }: AmountProps): JSX.Element {
  if (value === undefined) return <span class="amount none">–</span>;
  const told = isRounded && places !== undefined ? rounded(value, places) : value;
  const parts = partsOf(told);
  if (parts === undefined) return <span class="amount">{value}</span>;
  const sign = signOf(value);
  const shownSign = sign === -1 ? '−' : isChange && sign === 1 ? '+' : '';
  const tone = !isChange || sign === 0 ? '' : sign === -1 ? ' loss' : ' gain';
  const most = places === undefined ? Number.POSITIVE_INFINITY : Math.max(places, MOST_PLACES);
  const isCut = parts.fraction.length > most;
  const fraction = isCut ? `${parts.fraction.slice(0, most - 1)}…` : parts.fraction;
  return (
    <span class={`amount${tone}`} title={isCut || told !== value ? amountText(value) : undefined}>
      {shownSign}
      {grouped(parts.whole)}
      <span class="fraction" style={places === undefined ? {} : { minWidth: places === 0 ? '0' : `${places + 1}ch` }}>
        {fraction && `.${fraction}`}
      </span>
      {unit !== undefined && <span class="unit"> {unit}</span>}
    </span>
  );
}
