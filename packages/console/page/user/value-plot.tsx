import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { amountText, changeOf, percentOf } from '../amounts/amount-text.ts';
import { Amount } from '../parts/amount.tsx';
import { Segments } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Plot, type PlotColours } from '../parts/plot.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { api, resultOf } from '../service/client.ts';
import { useLoaded } from '../service/loaded.ts';
import type { Performance } from '../service/types.ts';
import { gainOf, historyOf, rangeOf, type ValuePoint } from './history.ts';

const RANGES = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
] as const;
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 2 });

/** The value of the account over time, in US dollars, and how it has done. */
export function ValueOverTime({ valueNow }: { readonly valueNow: string }): JSX.Element {
  const range = useSignal<(typeof RANGES)[number][0]>('30');
  const days = range.value;
  const performance = useLoaded(
    () => resultOf(api.GET('/v1/analytics/performance', { params: { query: rangeOf(Number(days), Date.now()) } })),
    [days],
  );
  return (
    <section class="card" aria-labelledby="value-over-time">
      <div class="card-head">
        <h2 id="value-over-time">Value over time</h2>
        <Segments
          label="Days"
          value={range.value}
          options={RANGES}
          onValue={(value) => {
            range.value = value;
          }}
        />
      </div>
      <WhenLoaded loaded={performance} what="the history">
        {(found) => <History performance={found} valueNow={valueNow} />}
      </WhenLoaded>
    </section>
  );
}

function History({
  performance,
  valueNow,
}: {
  readonly performance: Performance;
  readonly valueNow: string;
}): JSX.Element {
  const points = useMemo(() => historyOf(performance, valueNow, Date.now()), [performance, valueNow]);
  if (points === undefined) {
    return (
      <Empty title="No history yet">
        <p>
          Now: <Amount value={valueNow} unit="USD" />
        </p>
        <p>Each day adds its value here, as soon as the analytics of the service have counted it.</p>
      </Empty>
    );
  }
  const { timeWeightedReturn, maxDrawdown, realisedProfit, fees } = performance;
  return (
    <>
      <ValuePlot points={points} />
      <dl class="measures">
        <div>
          <dt>Gain</dt>
          <dd>
            <Amount value={gainOf(performance)} isChange />
          </dd>
        </div>
        <div>
          <dt>Return</dt>
          <dd>{timeWeightedReturn === undefined ? '–' : signedPercent(timeWeightedReturn)}</dd>
        </div>
        <div>
          <dt>Largest fall</dt>
          <dd>{percentOf(Number(maxDrawdown))}</dd>
        </div>
        <div>
          <dt>Realised profit</dt>
          <dd>
            <Amount value={realisedProfit} isChange />
          </dd>
        </div>
        <div>
          <dt>Fees</dt>
          <dd>
            <Amount value={fees} />
          </dd>
        </div>
      </dl>
      <p class="soft note">
        Of these days, in US dollars, as of the last run of the analytics. The gain leaves out deposits and withdrawals.
        The return is time-weighted.
      </p>
    </>
  );
}

function ValuePlot({ points }: { readonly points: readonly ValuePoint[] }): JSX.Element {
  const pointed = useSignal<number | undefined>(undefined);
  const data = useMemo(
    (): uPlot.AlignedData => [points.map(({ at }) => at), points.map(({ value }) => Number(value))],
    [points],
  );
  const options = useCallback((colours: PlotColours) => optionsWith(colours, (index) => (pointed.value = index)), []);
  const first = points[0];
  const last = points.at(-1);
  const shown = points[pointed.value ?? points.length - 1] ?? last;
  const label =
    first === undefined || last === undefined
      ? 'No values'
      : `Value of the portfolio: ${amountText(first.value)} at first, ${amountText(last.value)} US dollars now`;
  return (
    <>
      <p class="readout">
        <Amount value={shown?.value} unit="USD" />{' '}
        <span class="soft">
          {shown === last ? 'now' : <Moment at={shown && new Date(shown.at * 1_000).toISOString()} />}
        </span>
      </p>
      <Plot label={label} data={data} options={options} height={220} />
      <details>
        <summary>As a table</summary>
        <Scroll label="Values" isLow>
          <table>
            <TableHead columns={['Time', ['Value (USD)', 'number']]} />
            <tbody>
              {points.toReversed().map(({ at, value }) => (
                <tr key={at}>
                  <td>
                    <Moment at={new Date(at * 1_000).toISOString()} />
                  </td>
                  <td class="number">
                    <Amount value={value} places={2} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}

function optionsWith(
  { text, line, accent, accentFill }: PlotColours,
  onPoint: (index: number | undefined) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return {
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false } },
    scales: { y: { range: (_plot, min, max) => padded(min, max) } },
    axes: [axis, { ...axis, size: 64, values: (_plot, values) => values.map((value) => SHORT.format(value)) }],
    series: [{}, { stroke: accent, fill: accentFill, width: 2, points: { size: 6, fill: accent } }],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}

/** Some room above and below, also where all values are the same. */
function padded(min: number, max: number): [number, number] {
  const room = (max - min) * 0.1 || Math.max(Math.abs(max) * 0.05, 1);
  return [min >= 0 ? Math.max(min - room, 0) : min - room, max + room];
}

function signedPercent(part: string): JSX.Element {
  const number = Number(part);
  return <span class={number > 0 ? 'gain' : number < 0 ? 'loss' : ''}>{changeOf(number)}</span>;
}
