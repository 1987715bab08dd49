import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpanKind, SpanStatusCode, type TracerProvider, trace } from '@opentelemetry/api';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { consume, createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { openTelemetry } from '@orderfolio/telemetry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useReceiver } from './support/receiver.ts';
import { treesOf } from './support/tree.ts';

const username = 'alice_01';
const deposit = { username, amount: '1.00' };
const received = useReceiver();
const folder = mkdtempSync(join(tmpdir(), 'orderfolio-telemetry-'));
let store: Store;
let app: Orderfolio;

beforeAll(async () => {
  const observe = openTelemetry();
  store = await openSqlite({ filename: join(folder, 'store.db'), changeFeed: true, observe });
  app = createOrderfolio({ store, observe });
  const names = { firstName: 'Alice', lastName: 'Lee', passwordHash: 'x' };
  await app.users.create({ username, email: 'alice@example.com', ...names });
  await received.spans();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Calls within a span of the caller's. */
function calling<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
  return trace.getTracer('test').startActiveSpan(name, async (span) => {
    try {
      return await call();
    } finally {
      span.end();
    }
  });
}

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

describe('the spans, as a collector gets them', () => {
  test('of one command are one trace: under its caller, down to the requests of the database', async () => {
    await calling('POST /deposits', () => app.funds.deposit(deposit));
    const spans = await received.spans();
    expect(treesOf(spans)).toEqual([['POST /deposits', ['funds.deposit', ['batch', 'SELECT', ['commit', 'COMMIT']]]]]);
    const of = (wanted: string) => spans.find(({ name }) => name === wanted);
    expect(of('funds.deposit')?.attributes).toEqual({
      'orderfolio.command.name': 'funds.deposit',
      'orderfolio.command.outcome': 'done',
      'orderfolio.command.tries': 1,
    });
    expect(of('commit')?.attributes).toEqual({ 'orderfolio.commit.changes': 2, 'orderfolio.commit.sent': 1 });
    // OTLP counts the kinds from 1.
    expect(of('COMMIT')).toMatchObject({ kind: SpanKind.CLIENT + 1, status: { code: SpanStatusCode.UNSET } });
    expect(of('COMMIT')?.attributes).toEqual({
      'db.system.name': 'sqlite',
      'db.operation.name': 'COMMIT',
      'orderfolio.request.commits': 1,
    });
  });

  test('of commands that share a commit: each under its own caller, and linked with the one batch', async () => {
    const callers = ['one', 'two', 'three'];
    await Promise.all(callers.map((name) => calling(name, () => app.funds.deposit(deposit))));
    const spans = await received.spans();
    expect(treesOf(spans)).toEqual([
      ['batch', 'SELECT', ['commit', 'COMMIT']],
      ['one', 'funds.deposit'],
      ['three', 'funds.deposit'],
      ['two', 'funds.deposit'],
    ]);
    const commands = spans.filter(({ name }) => name === 'funds.deposit');
    const [batch] = spans.filter(({ name }) => name === 'batch');
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(4);
    expect(batch?.links.map(({ spanId }) => spanId)).toEqual(commands.map(({ spanId }) => spanId));
    for (const { links } of commands) expect(links.map(({ spanId }) => spanId)).toEqual([batch?.spanId]);
    expect(batch?.attributes).toEqual({ 'orderfolio.batch.size': 3, 'orderfolio.batch.tries': 1 });
  });

  test('of a command that waited for another are in the trace of its own caller', async () => {
    const first = calling('one', () => app.funds.deposit(deposit));
    // The lane has taken the first by then, and goes on in its async context.
    await Promise.resolve().then(() => undefined);
    await Promise.all([first, calling('two', () => app.funds.deposit(deposit))]);
    const tree = ['funds.deposit', ['batch', 'SELECT', ['commit', 'COMMIT']]];
    expect(treesOf(await received.spans())).toEqual([
      ['one', tree],
      ['two', tree],
    ]);
  });

  test('of a refusal are no errors, and those of a request that failed are', async () => {
    const refused = await refusalOf(app.funds.withdraw({ username, amount: '1000.00' }));
    expect(refused).toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
    const twice = { username, email: 'other@example.com', firstName: 'A', lastName: 'B', passwordHash: 'x' };
    await refusalOf(app.users.create(twice));
    const spans = await received.spans();
    const said = (wanted: string) =>
      spans
        .filter(({ name }) => name === wanted)
        .map(({ status, attributes }) => [status.code, attributes['orderfolio.code'], attributes['error.type']]);
    expect(said('funds.withdraw')).toEqual([[SpanStatusCode.UNSET, 'INSUFFICIENT_BALANCE', undefined]]);
    expect(said('users.create')).toEqual([[SpanStatusCode.UNSET, 'ALREADY_EXISTS', undefined]]);
    expect(said('COMMIT')).toEqual([[SpanStatusCode.ERROR, undefined, 'SQLITE_CONSTRAINT_PRIMARYKEY']]);
    expect(said('commit')).toEqual([[SpanStatusCode.ERROR, 'ALREADY_EXISTS', 'ALREADY_EXISTS']]);
  });

  test('of a locked command are under the lock’s caller, with the wait beside them', async () => {
    await calling('worker', () => app.withLock(username, 'test', (locked) => locked.funds.deposit(deposit)));
    expect(treesOf(await received.spans())).toEqual([
      ['worker', 'UPDATE', ['funds.deposit', ['batch', 'SELECT', ['commit', 'COMMIT']]], ['lock', 'UPDATE']],
    ]);
  });

  test('name nobody, and no amount', async () => {
    await calling('caller', () => app.funds.deposit({ ...deposit, amount: '31.41', description: 'for the flat' }));
    const text = JSON.stringify(await received.spans());
    expect(text).toContain('funds.deposit');
    for (const secret of ['alice', '31.41', 'flat']) expect(text).not.toContain(secret);
  });
});

describe('the metrics, as a collector gets them', () => {
  test('tell of commands how long they took, and how they ended', async () => {
    await refusalOf(app.funds.withdraw({ username, amount: '1000000.00' }));
    const { unit, points } = await received.metric('orderfolio.command.duration');
    expect(unit).toBe('s');
    const outcomes = points.map(({ attributes }) => [
      attributes['orderfolio.command.name'],
      attributes['orderfolio.command.outcome'],
      attributes['orderfolio.code'],
    ]);
    expect(outcomes).toContainEqual(['funds.deposit', 'done', undefined]);
    expect(outcomes).toContainEqual(['funds.withdraw', 'refused', 'INSUFFICIENT_BALANCE']);
    for (const { sum = 0, count = 1 } of points) expect(sum / count).toBeLessThan(10);
  });

  test('tell of requests by the semantic conventions', async () => {
    await app.funds.deposit(deposit);
    const { unit, points } = await received.metric('db.client.operation.duration');
    expect(unit).toBe('s');
    const [commit] = points.filter(({ attributes }) => attributes['db.operation.name'] === 'COMMIT');
    expect(commit?.attributes).toMatchObject({ 'db.system.name': 'sqlite' });
    expect(commit?.explicitBounds).toEqual([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]);
    expect(points.map(({ attributes }) => attributes['error.type'])).toContain('SQLITE_CONSTRAINT_PRIMARYKEY');
  });

  test('tell of batches how many commands share one, and of locks how long one waits', async () => {
    await Promise.all([1, 2, 3, 4].map(() => app.funds.deposit(deposit)));
    const batches = await received.metric('orderfolio.batch.size');
    expect(batches).toMatchObject({ unit: '{command}', points: [{ explicitBounds: [1, 2, 5, 10, 20, 50, 100] }] });
    const [{ sum = 0, count = 0 } = {}] = batches.points;
    expect(sum - count).toBeGreaterThanOrEqual(3);
    const grant = await store.lock.acquire(username, 'first');
    await refusalOf(store.lock.acquire(username, 'second', { waitMs: 0 }));
    await store.lock.release(grant);
    const locks = await received.metric('orderfolio.lock.wait.duration');
    expect(locks.points.map(({ attributes }) => attributes['error.type'])).toEqual(
      expect.arrayContaining([undefined, 'LOCK_NOT_ACQUIRED']),
    );
  });

  test('tell of a consumer its lag, its events and its failures', async () => {
    await consume({
      store,
      name: 'mailer',
      until: 'caughtUp',
      attempts: 1,
      observe: openTelemetry(),
      async handle(events) {
        if (events.some(({ type }) => type === 'USER_CREATED')) throw new Error('poisoned');
      },
    });
    const of = { 'orderfolio.consumer.name': 'mailer' };
    const events = await received.metric('orderfolio.consumer.events');
    const failures = await received.metric('orderfolio.consumer.failures');
    const lag = await received.metric('orderfolio.consumer.lag');
    expect(events.points).toMatchObject([{ attributes: of }]);
    expect(Number(events.points[0]?.asDouble ?? events.points[0]?.asInt)).toBeGreaterThan(5);
    expect(failures.points).toMatchObject([{ attributes: of }]);
    expect(lag).toMatchObject({ unit: 's', points: [{ attributes: of }] });
    expect(Number(lag.points[0]?.asDouble)).toBeLessThan(60);
  });
});

describe('an SDK that is broken or missing', () => {
  const broken = new Proxy<Pick<TracerProvider, 'getTracer'>>(trace.getTracerProvider(), {
    get: () => () => {
      throw new Error('the SDK is broken');
    },
  });

  test('is refused when it is given, if it is none', () => {
    // As a JavaScript caller may write it.
    const wrong = { tracerProvider: {} } as Parameters<typeof openTelemetry>[0];
    expect(() => openTelemetry(wrong)).toThrow(expect.objectContaining({ field: 'tracerProvider' }));
    expect(() => openTelemetry({ tracerProvider: broken })).toThrow('the SDK is broken');
  });

  test('changes no result', async () => {
    const startSpan = (): never => {
      throw new Error('the SDK is broken');
    };
    const tracerProvider = { getTracer: () => ({ startSpan, startActiveSpan: startSpan }) };
    const plain = createOrderfolio({ store, observe: openTelemetry({ tracerProvider }) });
    const { available } = (await plain.funds.deposit(deposit)).balance;
    expect(available.eq((await app.funds.getBalance(username)).available)).toBe(true);
  });
});
