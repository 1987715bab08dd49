import type { EventSourceMessage } from 'eventsource-parser';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EventStream, type StreamSource, type StreamState } from '../page/service/event-stream.ts';

const TIMES = { retryMs: 5, refusedMs: 20, silenceMs: 60 };
const encoder = new TextEncoder();

/** A service of which each connection is played by the next of these replies. The last one stays. */
function played(replies: readonly ((signal: AbortSignal) => Response)[]) {
  const lastIds: (string | null)[] = [];
  const renewals: string[] = [];
  const source: StreamSource = {
    connect: async (headers, signal) => {
      lastIds.push(headers.get('last-event-id'));
      const reply = replies[Math.min(lastIds.length, replies.length) - 1];
      if (reply === undefined) throw new TypeError('fetch failed');
      return reply(signal);
    },
    renew: async (why) => {
      renewals.push(why);
    },
  };
  return { stream: new EventStream(source, TIMES), lastIds, renewals: () => renewals.length, whys: renewals };
}

/** A reply that sends these texts, and then stays open or ends. */
function sends(texts: readonly string[], { stays = true } = {}): (signal: AbortSignal) => Response {
  return (signal) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const text of texts) controller.enqueue(encoder.encode(text));
          if (!stays) controller.close();
          else signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      }),
    );
}

const filled = (id: string): string => `id: ${id}\nevent: ORDER_FILLED\ndata: {}\n\n`;
const refuses = (status: number) => () => new Response('{}', { status });
const refusesWith = (status: number, code: string) => () => Response.json({ code, detail: 'so it is' }, { status });
const isDown = () => {
  throw new TypeError('fetch failed');
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function listenTo(stream: EventStream): EventSourceMessage[] {
  const heard: EventSourceMessage[] = [];
  stops.push(stream.listen((event) => heard.push(event)));
  return heard;
}

describe('a stream of events', () => {
  test('goes on where it was cut off', async () => {
    const { stream, lastIds } = played([sends([filled('7')], { stays: false }), sends([filled('8')])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard).toHaveLength(2));

    expect(lastIds).toEqual([null, '7']);
    expect(stream.state.value).toBe('live');
  });

  test('says that it connects while the service is down, and recovers', async () => {
    let isUp = false;
    const { stream } = played([(signal) => (isUp ? sends([filled('1')])(signal) : isDown())]);
    const heard = listenTo(stream);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stream.state.value).toBe('connecting');

    isUp = true;

    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(stream.state.value).toBe('live');
  });

  test('gets another token when its own has expired, and connects at once', async () => {
    const end = 'event: END\ndata: {"reason":"TOKEN_EXPIRED"}\n\n';
    const { stream, renewals } = played([sends(['retry: 60000\n\n', filled('1'), end]), sends([filled('2')])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard).toHaveLength(2));

    expect(renewals()).toBe(1);
  });

  test('asks for another token when the account is suspended, since there the login ends', async () => {
    const end = 'event: END\ndata: {"reason":"ACCOUNT_SUSPENDED"}\n\n';
    const { stream, whys } = played([sends(['retry: 60000\n\n', end])]);
    listenTo(stream);

    await vi.waitFor(() => expect(whys).toEqual(['ACCOUNT_SUSPENDED']));
  });

  test('tries again after a refusal: the account may be reinstated', async () => {
    const { stream } = played([refuses(403), sends([filled('1')])]);
    const states: StreamState[] = [];
    stops.push(stream.state.subscribe((state) => states.push(state)));
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard).toHaveLength(1));

    expect(states).toEqual(['connecting', 'refused', 'live']);
  });

  test('begins anew where its position is refused, and says that something was missed', async () => {
    const { stream, lastIds } = played([sends([filled('old')], { stays: false }), refuses(400), sends([])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(lastIds).toEqual([null, 'old', null]));

    expect(heard.map(({ event }) => event)).toEqual(['ORDER_FILLED', 'MISSED']);
  });

  test('without positions says after a break that something was missed', async () => {
    const { stream } = played([sends(['event: PRICE_APPLIED\ndata: {}\n\n'], { stays: false }), sends([])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard.map(({ event }) => event)).toEqual(['PRICE_APPLIED', 'MISSED']));
  });

  test('connects again when the service is silent for too long', async () => {
    const { stream, lastIds } = played([sends([filled('1')]), sends([filled('2')])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard).toHaveLength(2));

    expect(lastIds).toEqual([null, '1']);
  });

  test('forgets its position once nobody listens: the next one may be somebody else', async () => {
    const { stream, lastIds } = played([sends([filled('7')])]);
    const stop = stream.listen(() => undefined);
    await vi.waitFor(() => expect(stream.state.value).toBe('live'));
    stop();
    expect(stream.state.value).toBe('connecting');

    listenTo(stream);
    await vi.waitFor(() => expect(lastIds).toHaveLength(2));

    expect(lastIds[1]).toBeNull();
  });

  test('connects once for all who listen', async () => {
    const { stream, lastIds } = played([sends([filled('7')])]);
    const heard = [listenTo(stream), listenTo(stream)];

    await vi.waitFor(() => expect(heard.map(({ length }) => length)).toEqual([1, 1]));

    expect(lastIds).toHaveLength(1);
  });

  test.each([
    [404, 'ROUTE_NOT_FOUND'],
    [500, 'CONFIGURATION_INVALID'],
  ])('says why a service has no such stream: %i %s', async (status, code) => {
    const { stream } = played([refusesWith(status, code)]);
    listenTo(stream);

    await vi.waitFor(() => expect(stream.state.value).toBe('refused'));

    expect(stream.refusal.value).toMatchObject({ code, message: 'so it is.' });
  });

  test('has no reason any more once it is live', async () => {
    const { stream } = played([refusesWith(404, 'ROUTE_NOT_FOUND'), sends([filled('1')])]);
    const heard = listenTo(stream);

    await vi.waitFor(() => expect(heard).toHaveLength(1));

    expect(stream.refusal.value).toBeUndefined();
  });
});
