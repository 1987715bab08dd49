import type { JSX } from 'preact';
import { sparkPoints } from './price-board.ts';

const WIDTH = 112;
const HEIGHT = 24;

/** The last prices as a line, green if the last is above the first. The figures stand beside it. */
export function Sparkline({ prices }: { readonly prices: readonly string[] }): JSX.Element {
  const [first, last] = [Number(prices[0]), Number(prices.at(-1))];
  if (prices.length < 2) return <span class="none">–</span>;
  const tone = last > first ? ' up' : last < first ? ' down' : '';
  return (
    <svg class={`spark${tone}`} viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`} aria-hidden="true">
      <polyline points={sparkPoints(prices, WIDTH, HEIGHT)} />
    </svg>
  );
}
