import type { AccountEvent } from '@orderfolio/domain';
import { presentAccountEvent } from '../replies/events.ts';

/** Why a stream ends: its client may come again after all but the first two. */
export type EndReason = 'TOKEN_EXPIRED' | 'ACCOUNT_SUSPENDED' | 'SERVICE_STOPPING' | 'STORE_FAILED';

/** How long a client waits before it connects again. */
const RETRY_MS = 3_000;

/** Where a stream begins, so that a client that is cut off before the first event misses nothing. Source of the form: the HTML standard. */
export function beginningText(position: string): string {
  return `retry: ${RETRY_MS}\nid: ${position}\n\n`;
}

/** Keeps proxies from closing the connection. Clients pass it by. */
export const HEARTBEAT = ': still here\n\n';

/** Some events. The position comes with the last one: whoever has not received them all gets them again. */
export function eventsText(events: readonly AccountEvent[], position: string): string {
  return events
    .map((event, index) => {
      const id = index === events.length - 1 ? `id: ${position}\n` : '';
      return `${id}event: ${event.type}\ndata: ${JSON.stringify(presentAccountEvent(event))}\n\n`;
    })
    .join('');
}

export const MISSED = 'event: MISSED\ndata: {}\n\n';

export function endText(reason: EndReason): string {
  return `event: END\ndata: ${JSON.stringify({ reason })}\n\n`;
}
