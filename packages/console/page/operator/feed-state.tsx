import type { JSX } from 'preact';
import type { EventStream } from '../service/event-stream.ts';
import type { ServiceError } from '../service/problem.ts';

interface FeedStateProps {
  readonly stream: EventStream;
  /** What it sends: "Prices". */
  readonly what: string;
}

/** Whether a stream of operators is live, and why not. */
export function FeedState({ stream, what }: FeedStateProps): JSX.Element {
  const { value: state } = stream.state;
  const { value: refusal } = stream.refusal;
  if (state === 'refused') return <p class="notice">{reasonOf(what, refusal)}</p>;
  return (
    <output class="live" data-state={state}>
      {state === 'live' ? `${what} arrive as they happen` : 'Connecting…'}
    </output>
  );
}

function reasonOf(what: string, refusal: ServiceError | undefined): string {
  switch (refusal?.code) {
    case 'ROUTE_NOT_FOUND':
      return `${what} do not arrive by themselves: this service has no streams, or they are switched off.`;
    case 'CONFIGURATION_INVALID':
      return `${what} do not arrive by themselves: the store keeps no feed of what changes. A SQLite file is opened with changeFeed, a DynamoDB table needs its stream.`;
    default:
      return `${what} do not arrive by themselves. ${refusal?.message ?? ''}`.trim();
  }
}
