import { useEffect, useRef } from 'preact/hooks';
import type { EventStream } from './event-stream.ts';

/** How long events may gather before they are acted on: a price can end many orders at once. */
const GATHER_MS = 150;

/** Calls `onEvents` soon after events of these types, once for all that come together. The types are those of the first call. */
export function useEvents(stream: EventStream, types: readonly string[], onEvents: () => void): void {
  const latest = useRef(onEvents);
  latest.current = onEvents;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = stream.listen(({ event = '' }) => {
      if (event !== 'MISSED' && !types.includes(event)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [stream]);
}
