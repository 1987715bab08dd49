import { API_BASE } from './api-base.ts';
import { withToken } from './client.ts';
import { EventStream } from './event-stream.ts';
import { renewedToken } from './session.ts';

/** The events that the API sends under a path. */
export function streamFrom(path: string): EventStream {
  return new EventStream({
    connect: (headers, signal) => withToken(new Request(API_BASE + path, { headers, signal })),
    renew: renewedToken,
  });
}

/** The events of the account that has logged in. */
export const accountStream = streamFrom('/v1/events');
