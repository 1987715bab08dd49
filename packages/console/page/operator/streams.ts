import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { EventStream } from '../service/event-stream.ts';
import { session } from '../service/session.ts';
import { streamFrom } from '../service/stream.ts';
import { EventLog } from './event-log.ts';
import { type FeedEvent, feedEventOf } from './feed-event.ts';
import { PriceBoard } from './price-board.ts';

/** What happens in all accounts, and to the assets. */
export const eventsOfAll = streamFrom('/v1/admin/events');
/** The prices that are applied. */
export const pricesOfAll = streamFrom('/v1/prices/stream');

/** What has come since the login. It stays when another page is looked at. */
export const eventLog = new EventLog();
export const priceBoard = new PriceBoard();

effect(() => {
  if (session.value !== undefined) return;
  eventLog.clear();
  priceBoard.clear();
});

/** How long events may gather before they are shown. */
const GATHER_MS = 200;

/** Follows a stream while the page is shown. Events that come together are handed over together, the oldest first. */
export function useFeed(stream: EventStream, onEvents: (events: readonly FeedEvent[]) => void): void {
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    let gathered: FeedEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = stream.listen(({ data }) => {
      const event = feedEventOf(data);
      if (event === undefined) return;
      gathered.push(event);
      timer ??= setTimeout(() => {
        timer = undefined;
        const events = gathered;
        gathered = [];
        latest.current(events);
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [stream]);
}
