import type { FeedEvent } from '@orderfolio/domain';
import { presentEvent } from '../replies/events.ts';

/** Why a stream ends: its client may come again after all but the first three. */
export type EndReason = 'TOKEN_EXPIRED' | 'ACCOUNT_SUSPENDED' | 'ACCESS_DENIED' | 'SERVICE_STOPPING' | 'STORE_FAILED';

/** How long a client waits before it connects again. */
const RETRY_MS = 3_000;

/** Where a stream begins, so that a client that is cut off before the first event misses nothing. Source of the form: the HTML standard. */
export function beginningText(position: string): string {
  return `retry: ${RETRY_MS}\n${idText(position)}\n`;
}

/** Keeps proxies from closing the connection. Clients pass it by. */
export const HEARTBEAT = ': still here\n\n';

/** The position of what comes with it, or of all before if nothing does. */
export function idText(position: string): string {
  return `id: ${position}\n`;
}

export function eventText(event: FeedEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(presentEvent(event))}\n\n`;
}

/** Some events. The position comes with the last one: whoever has not received them all gets them again. */
export function eventsText(texts: readonly string[], position: string): string {
  return texts.map((text, index) => (index === texts.length - 1 ? idText(position) + text : text)).join('');
}

export const MISSED = 'event: MISSED\ndata: {}\n\n';

export function endText(reason: EndReason): string {
  return `event: END\ndata: ${JSON.stringify({ reason })}\n\n`;
}
