import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { ORDER_STATUSES, ORDER_TYPES } from '../account/words.ts';
import { Amount } from '../parts/amount.tsx';
import { Field } from '../parts/field.tsx';
import { Empty, WhenLoaded } from '../parts/states.tsx';
import { wordOf } from '../parts/wording.ts';
import { linkTo } from '../route.ts';
import { api, resultOf } from '../service/client.ts';
import { isObject } from '../service/is-object.ts';
import { useEvery, useLoaded } from '../service/loaded.ts';
import { errorOf } from '../service/problem.ts';
import type { OrderStatistics } from '../service/types.ts';
import { VerifyTrail } from './audit-trail.tsx';
import { Card } from './card.tsx';
import { addedUp, lastDays, type TradedDay } from './days.ts';
import { FeedState } from './feed-state.tsx';
import { ParkedCard } from './parked.tsx';
import { ReconcileOne } from './reconciliation.tsx';
import { eventsOfAll, pricesOfAll, useFeed } from './streams.ts';
import { VolumeCard, volumeOf } from './volume.tsx';

/** How often the health is asked for. */
const HEALTH_MS = 10_000;
/** The service answers for one asset at a time, so the volume is that of so many. */
const MOST_ASSETS = 100;
const ORDER_DAYS = 30;

/** How the service is, and what it has done. */
export function ServicePage(): JSX.Element {
  return (
    <>
      <h1>Service</h1>
      <div class="columns">
        <HealthCard />
        <ChecksCard />
      </div>
      <ParkedCard />
      <OrdersCard />
      <VolumeCard of={`the newest ${MOST_ASSETS} assets`} load={volumeOfNewest} />
    </>
  );
}

function HealthCard(): JSX.Element {
  const health = useLoaded(readHealth, []);
  useEvery(HEALTH_MS, health.reload);
  useFeed(eventsOfAll, () => undefined);
  useFeed(pricesOfAll, () => undefined);
  return (
    <Card title="Health">
      <WhenLoaded loaded={health} what="the health">
        {({ healthy, latencyMs }) => (
          <p class={`notice ${healthy ? 'good' : 'failed'}`}>
            <strong>{healthy ? 'Ready.' : 'Not ready.'}</strong>{' '}
            {healthy
              ? `The store answers in ${latencyMs} ms.`
              : 'The store does not answer as it should. The log of the service says why.'}
          </p>
        )}
      </WhenLoaded>
      <div class="stack">
        <FeedState stream={eventsOfAll} what="Events" />
        <FeedState stream={pricesOfAll} what="Prices" />
      </div>
    </Card>
  );
}

/** What `/health/ready` says, also where it says no with a 503. */
async function readHealth(): Promise<{ readonly healthy: boolean; readonly latencyMs: number }> {
  const { data, error } = await api.GET('/health/ready').catch((cause: unknown) => ({ data: undefined, error: cause }));
  const answer: unknown = data ?? error;
  if (isReady(answer)) return answer;
  throw errorOf(answer);
}

function isReady(answer: unknown): answer is { readonly healthy: boolean; readonly latencyMs: number } {
  return isObject(answer) && 'healthy' in answer && 'latencyMs' in answer;
}

function ChecksCard(): JSX.Element {
  const typed = useSignal('');
  const asked = useSignal({ username: '', times: 0 });
  const { username, times } = asked.value;
  return (
    <Card title="Checks">
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          asked.value = { username: typed.value.trim(), times: times + 1 };
        }}
      >
        <Field
          label="Username"
          value={typed.value}
          onValue={(value) => {
            typed.value = value;
          }}
          isRequired
        />
        <button type="submit">Check</button>
      </form>
      {username !== '' && (
        <>
          <ReconcileOne key={`ledgers ${times}`} username={username} isAsked />
          <VerifyTrail key={`trail ${times}`} username={username} isAsked />
        </>
      )}
      <p class="soft">
        The ledgers and the audit trail of one user. Those of many are reconciled from the list of{' '}
        <a href={linkTo('users')}>users</a>.
      </p>
    </Card>
  );
}

function OrdersCard(): JSX.Element {
  const orders = useLoaded(
    () => resultOf(api.GET('/v1/analytics/all-orders', { params: { query: lastDays(ORDER_DAYS, new Date()) } })),
    [],
  );
  return (
    <Card title={`Orders of the last ${ORDER_DAYS} days`}>
      <WhenLoaded loaded={orders} what="the orders">
        {(statistics) => <Orders statistics={statistics} />}
      </WhenLoaded>
    </Card>
  );
}

function Orders({
  statistics: { total, byStatus, byType, filledNotional },
}: {
  readonly statistics: OrderStatistics;
}): JSX.Element {
  if (total === 0) {
    return (
      <Empty title="No order was placed in these days">
        <p>The figures are as new as the last run of the analytics.</p>
      </Empty>
    );
  }
  return (
    <>
      <p>
        {total.toLocaleString()} placed, for <Amount value={filledNotional} unit="USD" /> filled.
      </p>
      <div class="columns">
        <Counts title="How they stand now" counts={byStatus} names={ORDER_STATUSES} total={total} />
        <Counts title="By type" counts={byType} names={ORDER_TYPES} total={total} />
      </div>
    </>
  );
}

interface CountsProps {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly total: number;
}

/** Counts as a table, each with a bar of its share. */
function Counts({ title, counts, names, total }: CountsProps): JSX.Element {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  return (
    <table class="dense">
      <caption>{title}</caption>
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{names[name] ?? wordOf(name)}</th>
            <td class="wide">
              <div class="share" style={{ width: `${(100 * count) / total}%` }} />
            </td>
            <td class="number">{count.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was traded of the newest assets. */
async function volumeOfNewest(days: number): Promise<readonly TradedDay[]> {
  const { items } = await resultOf(api.GET('/v1/assets', { params: { query: { limit: MOST_ASSETS } } }));
  return addedUp(await Promise.all(items.map(({ assetId }) => volumeOf(assetId, days))));
}
