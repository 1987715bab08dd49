import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import { amountText, placesOf } from '../amounts/amount-text.ts';
import { difference } from '../amounts/decimal.ts';
import { Amount } from '../parts/amount.tsx';
import { Segments } from '../parts/field.tsx';
import { Plot, type PlotColours } from '../parts/plot.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import type { Depth } from '../service/types.ts';
import { type Book as BookOf, depthSeries, middleOf, nearMiddle, type Rung, rungAt, rungsOf } from './depth.ts';
import { depthOptions } from './plots.ts';

const RANGES = [
  ['0.02', '2 %'],
  ['0.1', '10 %'],
  ['0.5', '50 %'],
  ['all', 'All'],
] as const;

/** The resting limit orders of an asset: drawn on both sides of the price, and as a ladder. */
export function Book({ depth }: { readonly depth: Depth }): JSX.Element {
  const { bids, asks, lastPrice, currency, assetId, isComplete } = depth;
  const range = useSignal<(typeof RANGES)[number][0]>('all');
  const pointed = useSignal<number | undefined>(undefined);
  const options = useCallback((colours: PlotColours) => depthOptions(colours, (index) => (pointed.value = index)), []);
  const middle = middleOf(depth, lastPrice);
  const share = range.value === 'all' ? Number.POSITIVE_INFINITY : Number(range.value);
  const rungs = useMemo(
    () => nearMiddle({ bids: rungsOf(bids), asks: rungsOf(asks) }, middle, share),
    [bids, asks, middle, share],
  );
  const series = useMemo(() => depthSeries(rungs), [rungs]);
  if (bids.length === 0 && asks.length === 0) {
    return (
      <Empty title={`No limit order rests in ${currency}`}>
        <p>Stops wait unseen: the book has limit orders only.</p>
      </Empty>
    );
  }
  const [bid, ask] = [bids[0]?.price, asks[0]?.price];
  const spread = bid === undefined || ask === undefined ? undefined : difference(ask, bid);
  return (
    <>
      <div class="row">
        <dl class="figures">
          <Figure name="Best bid" value={bid} tone="gain" />
          <Figure name="Best ask" value={ask} tone="loss" />
          <Figure name="Spread" value={spread} />
          <Figure name="Last price" value={lastPrice} />
        </dl>
        <Segments
          label="How far from the middle"
          options={RANGES}
          value={range.value}
          onValue={(value) => {
            range.value = value;
          }}
        />
      </div>
      {rungs.bids.length + rungs.asks.length === 0 ? (
        <Empty title="No order rests so near the price" />
      ) : (
        <>
          <p class="readout">{readoutOf(rungs, pointed.value, depth)}</p>
          <Plot label={labelOf(depth)} data={series} options={options} height={280} />
        </>
      )}
      {!isComplete && <p class="notice">There are more orders than one look reads: further prices are missing.</p>}
      <div class="columns">
        <Ladder title="Bids" tone="gain" rungs={rungs.bids} assetId={assetId} />
        <Ladder title="Asks" tone="loss" rungs={rungs.asks} assetId={assetId} />
      </div>
    </>
  );
}

/** What rests up to the price that is pointed at, or in all that is drawn. */
function readoutOf(rungs: BookOf<Rung>, index: number | undefined, { assetId, currency }: Depth): string {
  const found = index === undefined ? undefined : rungAt(rungs, index);
  if (found !== undefined) {
    const { side, rung } = found;
    const reach = side === 'bid' ? 'Bids down to' : 'Asks up to';
    return `${reach} ${amountText(rung.price)} ${currency}: ${amountText(rung.total)} ${assetId}`;
  }
  const all = (side: readonly Rung[]): string => amountText(side.at(-1)?.total ?? '0');
  return `To buy ${all(rungs.bids)} ${assetId}, to sell ${all(rungs.asks)} ${assetId}`;
}

interface FigureProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly tone?: string;
}

function Figure({ name, value, tone = '' }: FigureProps): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={tone}>
        <Amount value={value} />
      </dd>
    </div>
  );
}

interface LadderProps {
  readonly title: string;
  readonly tone: 'gain' | 'loss';
  readonly rungs: readonly Rung[];
  readonly assetId: string;
}

function Ladder({ title, tone, rungs, assetId }: LadderProps): JSX.Element {
  const [prices, quantities] = [placesOf(rungs.map(({ price }) => price)), placesOf(rungs.map(({ total }) => total))];
  return (
    <Scroll label={title} isLow>
      <table class="dense">
        <caption>
          {title}, in {assetId}
        </caption>
        <TableHead
          columns={[
            ['Price', 'number'],
            ['Quantity', 'number'],
            ['Total', 'number'],
            ['Orders', 'number extra'],
          ]}
        />
        <tbody>
          {rungs.map(({ price, quantity, total, orders }) => (
            <tr key={price}>
              <td class={`number ${tone}`}>
                <Amount value={price} places={prices} />
              </td>
              <td class="number">
                <Amount value={quantity} places={quantities} />
              </td>
              <td class="number">
                <Amount value={total} places={quantities} />
              </td>
              <td class="number extra">{orders.toLocaleString()}</td>
            </tr>
          ))}
          {rungs.length === 0 && (
            <tr>
              <td colSpan={4} class="soft">
                None
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Scroll>
  );
}

function labelOf({ bids, asks, currency, assetId }: Depth): string {
  const side = (name: string, levels: Depth['bids']): string => {
    const [best, total] = [levels[0], rungsOf(levels).at(-1)?.total];
    if (best === undefined || total === undefined) return `no ${name}`;
    return `${amountText(total)} ${assetId} of ${name}, the best at ${amountText(best.price)} ${currency}`;
  };
  return `Depth of the book: ${side('bids', bids)}; ${side('asks', asks)}. The tables below have the levels.`;
}
