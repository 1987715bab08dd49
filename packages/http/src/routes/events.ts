import { type FeedEvent, ValidationError } from '@orderfolio/domain';
import { assetIdSchema } from '@orderfolio/domain/schemas';
import * as z from 'zod';
import type { EventStreams, OpenStream } from '../events/event-streams.ts';
import type { OperatorStreams } from '../events/operator-streams.ts';
import { EVENT_STREAM, PRICE_STREAM, USER_STREAM } from '../openapi/examples.ts';
import { accountEvents, feedEvents, priceEvents } from '../replies/events.ts';
import type { Call } from './call.ts';
import { query } from './query.ts';
import { type Route, route } from './route.ts';

/** The streams that a service has. */
export interface Streams {
  readonly ofAccounts: EventStreams;
  readonly ofOperators: OperatorStreams;
}

const priced = query(z.strictObject({ assetId: assetIdSchema.optional() }));

const OF_FEED = [
  'Told from the change feed of the store, which this process reads once for all subscribers. After a broken connection send the last `id` as',
  '`Last-Event-ID`: what has happened since is told, for as long as the feed keeps it, and some of it may come again with the same `id` in',
  'its data. `MISSED` says that some is not told. `END` says why the stream ends. CONFIGURATION_INVALID: the store keeps no feed.',
].join(' ');

const DESCRIPTION = [
  'Server-sent events: the name of each is its type, and its `data` an `AccountEvent`. After a broken connection send the last `id` as',
  '`Last-Event-ID`: what has happened since is told, and that of the minute before once more, with the same `id` in its data. `MISSED`',
  'says that so much has happened that some is not told: read orders and statements anew. `END` says why the stream ends.',
].join(' ');

/** What happens in the account of the caller, and in all of them. */
export function eventRoutes({ ofAccounts, ofOperators }: Streams): readonly Route[] {
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
      handle: (call) => opened(ofAccounts.open(openingOf(call))),
    }),
    route({
      id: 'followEventsOfAll',
      method: 'GET',
      path: '/v1/admin/events',
      access: 'admin',
      tag: 'operations',
      summary: 'Follow what happens in all accounts',
      description: `Every event of the feed, each with its user. ${OF_FEED}`,
      isStream: true,
      status: 200,
      result: feedEvents,
      problems: OF_OPERATORS,
      example: USER_STREAM,
      handle: (call) => opened(ofOperators.open({ ...openingOf(call), shows: () => true })),
    }),
    route({
      id: 'followPrices',
      method: 'GET',
      path: '/v1/prices/stream',
      access: 'admin',
      tag: 'operations',
      summary: 'Follow the prices that are applied',
      description: `Each price of an asset in a currency as it is applied to the resting orders: of one asset, or of all. ${OF_FEED}`,
      query: priced,
      isStream: true,
      status: 200,
      result: priceEvents,
      problems: [...OF_OPERATORS, 'ASSET_NOT_FOUND'],
      example: PRICE_STREAM,
      handle: (call) => pricesFor(call, ofOperators),
    }),
  ];
}

const OF_OPERATORS = ['ACCOUNT_SUSPENDED', 'VALIDATION_FAILED', 'RATE_LIMITED', 'CONFIGURATION_INVALID'] as const;

async function pricesFor(call: Call, streams: OperatorStreams): Promise<ReadableStream<Uint8Array>> {
  const { assetId } = priced.read(call);
  if (assetId !== undefined) await call.app.assets.get(assetId);
  const shows = (event: FeedEvent): boolean =>
    event.type === 'PRICE_APPLIED' && (assetId === undefined || event.data.assetId === assetId);
  return opened(streams.open({ ...openingOf(call), shows }));
}

function openingOf({ caller: username, lastEventId: after, expiresAt, fail: onFailure }: Call): OpenStream {
  return { username, after, expiresAt, onFailure };
}

/** A position that is none is named as the client has sent it. */
async function opened(stream: Promise<ReadableStream<Uint8Array>>): Promise<ReadableStream<Uint8Array>> {
  try {
    return await stream;
  } catch (error) {
    if (!(error instanceof ValidationError) || error.field !== 'after') throw error;
    throw new ValidationError({ field: 'Last-Event-ID', rule: error.rule });
  }
}
