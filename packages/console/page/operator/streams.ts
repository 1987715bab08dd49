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

type OnEvents = (events: readonly FeedEvent[], hasMissed: boolean) => void;

/**
 * Follows a stream while the page is shown. Events that come together are handed over together, the oldest first. `hasMissed` is true if
 * more has happened than is told.
 */
export function useFeed(stream: EventStream, onEvents: OnEvents): void {
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    let gathered: FeedEvent[] = [];
    let hasMissed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const [events, missed] = [gathered, hasMissed];
      gathered = [];
      hasMissed = false;
      latest.current(events, missed);
    };
    const stop = stream.listen(({ event: name, data }) => {
      const event = feedEventOf(data);
      if (event !== undefined) gathered.push(event);
      else if (name === 'MISSED') hasMissed = true;
      else return;
      timer ??= setTimeout(tell, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [stream]);
}
