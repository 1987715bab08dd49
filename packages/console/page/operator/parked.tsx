import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Empty } from '../parts/states.tsx';
import { type Column, WindowedTable } from '../parts/windowed-table.tsx';
import { wordOf } from '../parts/wording.ts';
import { api, done, resultOf } from '../service/client.ts';
import type { ParkedEvent } from '../service/types.ts';
import { pageAt, WindowOfPages } from '../service/window-of-pages.ts';
import { Ask } from './ask.tsx';
import { Card } from './card.tsx';
import { summaryOf } from './feed-event.ts';

/** The events that a consumer has parked, since its handler kept failing at them. */
export function ParkedCard(): JSX.Element {
  const typed = useSignal('');
  const asked = useSignal({ consumer: '', times: 0 });
  const { consumer, times } = asked.value;
  return (
    <Card title="Parked events">
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          asked.value = { consumer: typed.value.trim(), times: times + 1 };
        }}
      >
        <Field
          label="Consumer"
          value={typed.value}
          onValue={(value) => {
            typed.value = value;
          }}
          hint="The name that the consumer runs under"
          isRequired
        />
        <button type="submit">Show</button>
      </form>
      {consumer !== '' && <ParkedEvents key={times} consumer={consumer} />}
    </Card>
  );
}

const keyOf = ({ event }: ParkedEvent): string => event.id;

function ParkedEvents({ consumer }: { readonly consumer: string }): JSX.Element {
  const rows = useMemo(() => parkedBy(consumer), [consumer]);
  const shown = useSignal<ParkedEvent | undefined>(undefined);
  const told = useSignal('');
  const close = (): void => {
    shown.value = undefined;
  };
  const rule = rows.error.value?.fields['consumer'];
  if (rule !== undefined) return <Empty title={`The name of a consumer ${rule}`} />;
  return (
    <>
      <output class="soft">{told.value}</output>
      <WindowedTable
        label="Parked events"
        rows={rows}
        columns={COLUMNS}
        keyOf={keyOf}
        onOpen={(parked) => (shown.value = parked)}
        empty={
          <Empty title={`${consumer} has parked nothing`}>
            <p>A name that no consumer has shows the same.</p>
          </Empty>
        }
      />
      {shown.value !== undefined && (
        <ParkedDialog
          consumer={consumer}
          parked={shown.value}
          onClose={close}
          onDone={(text) => {
            close();
            told.value = text;
            rows.refresh();
          }}
        />
      )}
    </>
  );
}

function parkedBy(consumer: string): WindowOfPages<ParkedEvent> {
  return new WindowOfPages(
    (cursor) =>
      resultOf(
        api.GET('/v1/consumers/{consumer}/parked-events', {
          params: { path: { consumer }, query: pageAt(cursor) },
        }),
      ),
    keyOf,
  );
}

const COLUMNS: readonly Column<ParkedEvent>[] = [
  { title: 'Event', width: '10rem', cell: ({ event }) => wordOf(event.type) },
  { title: 'Parked', width: '13rem', isExtra: true, cell: ({ parkedAt }) => <Moment at={parkedAt} /> },
  { title: 'Why', isExtra: true, cell: ({ reason }) => reason },
  { title: 'Status', width: '7.5rem', cell: ({ status }) => <ParkedStatus status={status} /> },
];

function ParkedStatus({ status }: Pick<ParkedEvent, 'status'>): JSX.Element {
  return <span class={`badge ${status === 'PARKED' ? 'bad' : 'over'}`}>{wordOf(status)}</span>;
}

interface ParkedDialogProps {
  readonly consumer: string;
  readonly parked: ParkedEvent;
  readonly onClose: () => void;
  readonly onDone: (told: string) => void;
}

/** What is known of a parked event. One that waits can be given up. */
function ParkedDialog({ consumer, parked, onClose, onDone }: ParkedDialogProps): JSX.Element {
  const { event, status } = parked;
  const title = wordOf(event.type);
  if (status !== 'PARKED') {
    return (
      <Dialog title={title} isWide onClose={onClose}>
        <ParkedFacts parked={parked} />
      </Dialog>
    );
  }
  const send = async (): Promise<string> => {
    const params = { path: { consumer } };
    await done(api.POST('/v1/consumers/{consumer}/parked-events/drop', { params, body: { eventId: event.id } }));
    return `The event is given up: ${consumer} never gets it.`;
  };
  return (
    <Ask title={title} button="Give it up" isDangerous what="it" send={send} onClose={onClose} onDone={onDone}>
      {() => (
        <>
          <ParkedFacts parked={parked} />
          <p>To give it up means that the handler never gets it. It is handed over again where the handler is.</p>
        </>
      )}
    </Ask>
  );
}

function ParkedFacts({
  parked: { event, shard, reason, parkedAt, status },
}: {
  readonly parked: ParkedEvent;
}): JSX.Element {
  const { id, at, type, data } = event;
  return (
    <Facts
      facts={[
        ['What happened', summaryOf({ id, at, type, data })],
        ['Time', <Moment key="at" at={at} />],
        ['User', 'username' in event && event.username],
        ['Status', <ParkedStatus key="status" status={status} />],
        ['Parked', <Moment key="parked" at={parkedAt} />],
        ['Why', reason],
        ['Shard', shard],
        ['Id', <code key="id">{id}</code>],
      ]}
    />
  );
}
