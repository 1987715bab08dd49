import { ValidationError } from '@orderfolio/domain';
import type { EventStreams } from '../events/event-streams.ts';
import { EVENT_STREAM } from '../openapi/examples.ts';
import { accountEvents } from '../replies/events.ts';
import type { Call } from './call.ts';
import { type Route, route } from './route.ts';

const DESCRIPTION = [
  'Server-sent events: the name of each is its type, and its `data` an `AccountEvent`. After a broken connection send the last `id` as',
  '`Last-Event-ID`: what has happened since is told, and that of the minute before once more, with the same `id` in its data. `MISSED`',
  'says that so much has happened that some is not told: read orders and statements anew. `END` says why the stream ends.',
].join(' ');

/** What happens in the account of the caller. */
export function eventRoutes(streams: EventStreams): readonly Route[] {
  return [
    route({
      id: 'followEvents',
      method: 'GET',
      path: '/v1/events',
      access: 'user',
      tag: 'events',
      summary: 'Follow what happens in your account',
      description: DESCRIPTION,
      isStream: true,
      status: 200,
      result: accountEvents,
      problems: ['USER_NOT_FOUND', 'ACCOUNT_SUSPENDED', 'VALIDATION_FAILED', 'RATE_LIMITED'],
      example: EVENT_STREAM,
      handle: (call) => openStream(streams, call),
    }),
  ];
}

async function openStream(streams: EventStreams, call: Call): Promise<ReadableStream<Uint8Array>> {
  const { caller: username, lastEventId: after, expiresAt, fail: onFailure } = call;
  try {
    return await streams.open({ username, after, expiresAt, onFailure });
  } catch (error) {
    if (!(error instanceof ValidationError) || error.field !== 'after') throw error;
    throw new ValidationError({ field: 'Last-Event-ID', rule: error.rule });
  }
}
