import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import { amountText, placesOf } from '../amounts/amount-text.ts';
import { Amount } from '../parts/amount.tsx';
import { Segments } from '../parts/field.tsx';
import { Plot, type PlotColours } from '../parts/plot.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { TableHead } from '../parts/table-head.tsx';
import { counted } from '../parts/wording.ts';
import { api, resultOf } from '../service/client.ts';
import { useLoaded } from '../service/loaded.ts';
import { Card } from './card.tsx';
import { lastDays, type TradedDay, totalOf } from './days.ts';
import { barOptions } from './plots.ts';

const SPANS = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
] as const;

/** What was traded of an asset, by day. */
export function VolumeOfAsset({ assetId }: { readonly assetId: string }): JSX.Element {
  return <VolumeCard load={(count) => volumeOf(assetId, count)} of={assetId} />;
}

/** What was traded of an asset in the last days. */
export async function volumeOf(assetId: string, count: number): Promise<readonly TradedDay[]> {
  const query = { assetId, ...lastDays(count, new Date()) };
  const { days } = await resultOf(api.GET('/v1/analytics/volume', { params: { query } }));
  return days;
}

interface VolumeCardProps {
  readonly load: (days: number) => Promise<readonly TradedDay[]>;
  /** What was traded: it is loaded anew for another. */
  readonly of: string;
}

/** What was traded by day, in dollars: as bars, and as a table. */
export function VolumeCard({ load, of }: VolumeCardProps): JSX.Element {
  const span = useSignal<(typeof SPANS)[number][0]>('30');
  const volume = useLoaded(() => load(Number(span.value)), [of, span.value]);
  return (
    <Card
      title="Volume per day"
      beside={
        <Segments
          label="How many days"
          options={SPANS}
          value={span.value}
          onValue={(value) => {
            span.value = value;
          }}
        />
      }
    >
      <WhenLoaded loaded={volume} what="the volume">
        {(days) => <Days days={days} />}
      </WhenLoaded>
    </Card>
  );
}

function Days({ days }: { readonly days: readonly TradedDay[] }): JSX.Element {
  const data = useMemo(
    (): [number[], (number | null)[]] => [
      days.map(({ date }) => Date.parse(date) / 1000),
      days.map(({ notional }) => Number(notional) || null),
    ],
    [days],
  );
  const pointed = useSignal<number | undefined>(undefined);
  const options = useCallback((colours: PlotColours) => barOptions(colours, (index) => (pointed.value = index)), []);
  const { notional, trades } = totalOf(days);
  if (trades === 0) {
    return (
      <Empty title="Nothing was traded in these days">
        <p>The figures are as new as the last run of the analytics.</p>
      </Empty>
    );
  }
  const told = tradedText(notional, trades);
  const day = pointed.value === undefined ? undefined : days[pointed.value];
  const places = placesOf(days.map((one) => one.notional));
  return (
    <>
      <p class="readout">{day === undefined ? told : `${day.date}: ${tradedText(day.notional, day.trades)}`}</p>
      <Plot
        label={`Volume of each day: ${told}. The table below has the days.`}
        data={data}
        options={options}
        height={220}
      />
      <details>
        <summary>As a table</summary>
        <Scroll label="Volume of each day" isLow>
          <table class="dense">
            <caption class="unseen">Volume of each day</caption>
            <TableHead columns={['Day in UTC', ['Volume in USD', 'number'], ['Trades', 'number']]} />
            <tbody>
              {days.toReversed().map((one) => (
                <tr key={one.date}>
                  <th scope="row">{one.date}</th>
                  <td class="number">
                    <Amount value={one.notional} places={places} />
                  </td>
                  <td class="number">{one.trades.toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}

function tradedText(notional: string, trades: number): string {
  return `${amountText(notional)} USD in ${counted(trades, 'trade')}`;
}
