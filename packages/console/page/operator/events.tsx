import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Empty } from '../parts/states.tsx';
import { counted, wordOf } from '../parts/wording.ts';
import { linkTo } from '../route.ts';
import { Clock } from './clock.tsx';
import { type EventFilter, KEPT_EVENTS, shows } from './event-log.ts';
import { type FeedEvent, summaryOf } from './feed-event.ts';
import { FeedState } from './feed-state.tsx';
import { eventLog, eventsOfAll, useFeed } from './streams.ts';

const GROUPS = [
  ['all', 'All events'],
  ['orders', 'Orders'],
  ['cash', 'Cash'],
  ['holdings', 'Holdings'],
  ['users', 'Users'],
  ['assets', 'Assets'],
  ['prices', 'Prices'],
] as const satisfies readonly (readonly [EventFilter['group'], string])[];

/** What happens in all accounts, as it happens. */
export function EventsPage(): JSX.Element {
  useFeed(eventsOfAll, (events, hasMissed) => {
    eventLog.add(events);
    if (hasMissed) eventLog.hasGap.value = true;
  });
  const filter = useSignal<EventFilter>({ group: 'all', user: '' });
  const looked = useSignal<FeedEvent | undefined>(undefined);
  const { value: events } = eventLog.shown;
  const { value: wanted } = filter;
  const shown = events.filter((event) => shows(wanted, event));
  return (
    <>
      <h1>Events</h1>
      <section class="card" aria-label="Events">
        <form class="filters" onSubmit={(event) => event.preventDefault()}>
          <Choice
            label="Show"
            options={GROUPS}
            value={wanted.group}
            onValue={(group) => {
              filter.value = { ...wanted, group };
            }}
          />
          <Field
            label="Username begins with"
            value={wanted.user}
            onValue={(user) => {
              filter.value = { ...wanted, user };
            }}
          />
          <PauseButton />
        </form>
        <div class="row">
          <FeedState stream={eventsOfAll} what="Events" />
          <span class="soft">{countText(shown.length, events.length)}</span>
        </div>
        {eventLog.hasGap.value && (
          <p class="notice">The connection was away too long: some events are not in this list.</p>
        )}
        {shown.length === 0 ? (
          <Empty title={events.length === 0 ? 'Nothing has happened since you opened this page' : 'No event matches'}>
            {events.length > 0 && (
              <button
                type="button"
                onClick={() => {
                  filter.value = { group: 'all', user: '' };
                }}
              >
                Show all events
              </button>
            )}
          </Empty>
        ) : (
          <EventTable
            events={shown}
            onLook={(event) => {
              looked.value = event;
            }}
          />
        )}
      </section>
      {looked.value !== undefined && (
        <EventDialog
          event={looked.value}
          onClose={() => {
            looked.value = undefined;
          }}
        />
      )}
    </>
  );
}

function PauseButton(): JSX.Element {
  const { value: isPaused } = eventLog.isPaused;
  const { value: waiting } = eventLog.waiting;
  return (
    <button
      type="button"
      class={isPaused ? 'primary' : ''}
      aria-pressed={isPaused}
      onClick={() => (isPaused ? eventLog.resume() : eventLog.pause())}
    >
      {isPaused ? `Go on${waiting === 0 ? '' : ` (${waiting.toLocaleString()} new)`}` : 'Pause'}
    </button>
  );
}

function countText(shown: number, kept: number): string {
  const { value: total } = eventLog.total;
  const lost = total > KEPT_EVENTS ? `, the newest of ${total.toLocaleString()}` : '';
  const part = shown === kept ? '' : `${shown.toLocaleString()} of `;
  return part + counted(kept, 'event') + lost;
}

interface EventTableProps {
  readonly events: readonly FeedEvent[];
  readonly onLook: (event: FeedEvent) => void;
}

function EventTable({ events, onLook }: EventTableProps): JSX.Element {
  return (
    <Scroll label="Events" isLow>
      <table class="dense">
        <caption class="unseen">Events, the newest first</caption>
        <thead>
          <tr>
            <th scope="col" class="extra">
              Time
            </th>
            <th scope="col">Event</th>
            <th scope="col">User</th>
            <th scope="col" class="extra">
              What happened
            </th>
            <th scope="col">
              <span class="unseen">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td class="extra">
                <Clock at={event.at} />
              </td>
              <td>{wordOf(event.type)}</td>
              <td>
                <UserLink username={event.username} />
              </td>
              <td class="extra wrap">{summaryOf(event)}</td>
              <td class="number">
                <button type="button" class="small" aria-label={`Details of ${event.id}`} onClick={() => onLook(event)}>
                  Details
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function UserLink({ username }: { readonly username: string | undefined }): JSX.Element {
  if (username === undefined) return <span class="none">–</span>;
  return <a href={linkTo('users', username)}>{username}</a>;
}

function EventDialog({ event, onClose }: { readonly event: FeedEvent; readonly onClose: () => void }): JSX.Element {
  const { id, type, at, username, data } = event;
  return (
    <Dialog title={wordOf(type)} onClose={onClose} isWide>
      <p>{summaryOf(event)}</p>
      <Facts
        facts={[
          ['Time', <Moment key="at" at={at} />],
          ['User', username !== undefined && <UserLink username={username} />],
          ['Id', <code key="id">{id}</code>],
          ...Object.entries(data).map(([name, value]) => [name, valueText(value)] as const),
        ]}
      />
    </Dialog>
  );
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
