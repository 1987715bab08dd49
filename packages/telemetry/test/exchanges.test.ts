import { SpanKind, trace } from '@opentelemetry/api';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { createHttpApi, type HttpApi } from '@orderfolio/http';
import { TokenManager } from '@orderfolio/security';
import { openTelemetry, traceFields } from '@orderfolio/telemetry';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useReceiver } from './support/receiver.ts';
import { treesOf } from './support/tree.ts';

const username = 'alice_01';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const secret = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';

const received = useReceiver();
const lines: string[] = [];
let api: HttpApi;
let token: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const observe = openTelemetry();
  const store = await openSqlite({ filename: ':memory:', observe });
  const app = createOrderfolio({ store, observe });
  const names = { firstName: 'Alice', lastName: 'Lee', passwordHash: 'x' };
  await app.users.create({ username, email: 'alice@example.com', ...names });
  const tokens = new TokenManager({ issuer: 'https://auth.example', audience: 'trading', secret });
  token = (await tokens.issueAccessToken(username, 'customer')).token;
  const logger = pino({ mixin: traceFields }, { write: (line: string) => void lines.push(line) });
  api = createHttpApi({ app, store, tokens, logger, observe, rateLimit: false });
  close = () => store[Symbol.asyncDispose]();
  await received.spans();
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => close());

async function withdraw(headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const request = new Request('https://api.example/v1/me/withdrawals', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...headers,
    },
    body: JSON.stringify({ amount: '1.00' }),
  });
  return (await api.fetch(request)).status;
}

const TREE = ['POST /v1/me/withdrawals', ['funds.withdraw', ['batch', 'SELECT', 'SELECT']]];

describe('a request of the API', () => {
  test("goes on in its caller's trace, and its log line has the trace", async () => {
    expect(await withdraw({ traceparent: `00-${TRACE}-${PARENT}-01` })).toBe(422);
    const spans = await received.spans();
    expect(treesOf(spans)).toEqual([TREE]);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const [server] = spans.filter(({ parentSpanId }) => parentSpanId === PARENT);
    expect(server).toMatchObject({ name: 'POST /v1/me/withdrawals', kind: SpanKind.SERVER + 1 });
    expect(server?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/me/withdrawals',
      'http.response.status_code': 422,
      'orderfolio.code': 'INSUFFICIENT_BALANCE',
    });
    const [line = ''] = lines;
    expect(JSON.parse(line)).toMatchObject({
      msg: 'request',
      trace_id: TRACE,
      span_id: server?.spanId,
      trace_flags: '01',
    });
  });

  test('without a trace of its caller begins one', async () => {
    await withdraw();
    const spans = await received.spans();
    expect(treesOf(spans)).toEqual([TREE]);
    expect(JSON.parse(lines[0] ?? '')).toHaveProperty('trace_id', spans[0]?.traceId);
  });

  test("is a part of the server's own span, where its framework makes one", async () => {
    await trace.getTracer('test').startActiveSpan('GET', { kind: SpanKind.SERVER }, async (span) => {
      await withdraw({ traceparent: `00-${TRACE}-${PARENT}-01` });
      span.end();
    });
    const spans = await received.spans();
    expect(treesOf(spans)).toEqual([['GET', TREE]]);
    expect(spans.map(({ kind }) => kind).filter((kind) => kind === SpanKind.SERVER + 1)).toHaveLength(1);
  });

  test('is counted by its route and its status', async () => {
    await withdraw();
    const { unit, points } = await received.metric('http.server.request.duration');
    expect(unit).toBe('s');
    expect(points.map(({ attributes }) => attributes)).toContainEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/me/withdrawals',
      'http.response.status_code': 422,
      'orderfolio.code': 'INSUFFICIENT_BALANCE',
    });
  });
});

test('a line that is logged outside of any span has no trace', () => {
  expect(traceFields()).toEqual({});
});
