import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Store } from '@orderfolio/domain';
import { adapterStoreOf, copyStore, type EntityRecord, exportStore, importStore } from '@orderfolio/domain/adapter';
import { ManualClock, sequentialIds } from '@orderfolio/domain/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

let store: Store;
let lines: string[];

beforeEach(async () => {
  store = await openSqlite({ filename: ':memory:' });
  const clock = new ManualClock();
  const app = createOrderfolio({ store, clock, ids: sequentialIds(clock) });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin 🚀', category: 'major', priceUsd: '100.00' });
  for (const username of ['alice_01', 'robert_1']) {
    const email = `${username}@example.com`;
    await app.users.create({ username, email, firstName: 'Zoë', lastName: 'B', passwordHash: 'none' });
    await app.funds.deposit({ username, amount: '1000.00', idempotencyKey: 'd-1' });
    await app.orders.place({ username, assetId: 'BTC', orderType: 'LIMIT_BUY', quantity: '1', limitPrice: '90' });
  }
  lines = await exported(store);
});

afterEach(() => store[Symbol.asyncDispose]());

async function exported(of: Store): Promise<string[]> {
  const written: string[] = [];
  await exportStore(of, (some) => void written.push(...some));
  return written;
}

/** What reads these lines. */
function read(some: readonly string[]) {
  return async function* readLines() {
    yield* some;
  };
}

/** Works with a store of its own, which is empty. */
async function onEmptyStore(work: (empty: Store) => Promise<void>): Promise<void> {
  const empty = await openSqlite({ filename: ':memory:' });
  await work(empty);
  await empty[Symbol.asyncDispose]();
}

async function recordsOf(of: Store): Promise<readonly EntityRecord[]> {
  const { bulk } = adapterStoreOf(of);
  const pages = await Promise.all(bulk.parts.map((part) => bulk.read(part, 1_000)));
  return pages.flatMap(({ records }) => records);
}

test('an export has a header, a line of ASCII for each record, and a checksum; imported, it is the same store', async () => {
  const records = await recordsOf(store);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ orderfolio: 'export', version: 1 });
  expect(lines.filter((line) => line.startsWith('{"entity":'))).toHaveLength(records.length);
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ end: { records: records.length, digest: expect.any(String) } });
  for (const line of lines) expect(line).toMatch(/^[ -~]+$/);
  await onEmptyStore(async (to) => {
    const report = await importStore(to, read(lines));
    const { end } = JSON.parse(lines.at(-1) ?? '');
    expect(report).toMatchObject({ ended: 'finished', ...end, matches: true, users: 2, reconciled: 2 });
    await onEmptyStore(async (third) => {
      expect(await copyStore(store, third)).toMatchObject({ digest: end.digest });
    });
  });
});

test('the lines may come in another order', async () => {
  const [header = '', ...rest] = lines;
  const shuffled = [header, ...rest.slice(0, -1).toReversed(), rest.at(-1) ?? ''];
  await onEmptyStore(async (to) => {
    expect(await importStore(to, read(shuffled))).toMatchObject({ matches: true, reconciled: 2 });
  });
});

const at = (index: number, change: (line: string) => string) => (all: readonly string[]) =>
  all.map((line, position) => (position === index ? change(line) : line));

test.each<[what: string, change: (all: readonly string[]) => readonly string[], words: string]>([
  ['empty', () => [], 'line 1 must be the header of an export: the file is empty'],
  ['without its header', (all) => all.slice(1), 'line 1 must be the header of an export'],
  ['with two headers', (all) => [all[0] ?? '', ...all], 'line 2 is a second header'],
  ['of another version', at(0, (line) => line.replace('"version":1', '"version":2')), 'line 1 version is 2, and this'],
  ['of another program', at(0, () => '{"orderfolio":"backup","version":1}'), 'line 1 orderfolio must be'],
  ['cut off between lines', (all) => all.slice(0, -3), 'is the last one, and no checksum: the file was cut off'],
  ['cut off in a line', (all) => [...all.slice(0, 3), (all[3] ?? '').slice(0, 20)], 'line 4 is not JSON'],
  ['with a line twice', (all) => [...all.slice(0, 2), ...all.slice(1)], 'records, and there are'],
  ['without a line', (all) => [...all.slice(0, 1), ...all.slice(2)], 'records, and there are'],
  ['with an edited amount', (all) => all.map((line) => line.replace('"Deposit"', '"Gift"')), 'has another checksum'],
  ['with a wrong checksum', (all) => [...all.slice(0, -1), wrongSum(all.at(-1) ?? '')], 'has another checksum'],
  ['with a line that is no object', at(1, () => '[]'), 'line 2 must be a JSON object'],
  [
    'with an unknown entity',
    at(1, (line) => line.replace(/"entity":"\w+"/, '"entity":"wish"')),
    'line 2 entity must be one of user, ',
  ],
  ['with an unknown field', at(1, (line) => line.replace('"value":{', '"value":{"x":1,')), 'x is not a known field'],
  [
    'with a field beside the record',
    at(1, (line) => line.replace('{', '{"more":1,')),
    'line 2 more is not a known field',
  ],
  [
    'with a record that breaks its schema',
    at(1, (line) => line.replace(/"createdAt":"[^"]+"/, '"createdAt":"now"')),
    'createdAt must be an ISO-8601',
  ],
  ['with something after the checksum', (all) => [...all, all[1] ?? ''], 'comes after the checksum'],
])('an export %s is refused with the line, and changes nothing', async (_what, change, words) => {
  const broken = change(lines);
  expect(broken).not.toEqual(lines);
  await onEmptyStore(async (to) => {
    const refused = importStore(to, read(broken));
    await expect(refused).rejects.toMatchObject({ code: 'VALIDATION_FAILED', message: expect.stringContaining(words) });
    expect(await recordsOf(to)).toEqual([]);
    // A whole one can still be imported.
    expect(await importStore(to, read(lines))).toMatchObject({ matches: true });
  });
});

function wrongSum(end: string): string {
  return end.replace(/"digest":"./, (text) => (text.endsWith('0') ? '"digest":"1' : '"digest":"0'));
}

test('an import goes on in the middle of a file', async () => {
  const turns = Array.from({ length: 1_200 }, (_nothing, number) => ({
    entity: 'turn' as const,
    value: {
      lane: `lane ${number}`,
      holder: '01JGFJJZ00000G40R40M30E209',
      isOpen: false,
      version: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    },
  }));
  await adapterStoreOf(store).bulk.load(turns);
  const long = await exported(store);
  await onEmptyStore(async (to) => {
    const stop = new AbortController();
    const stopped = await importStore(to, read(long), {
      signal: stop.signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'copying' && done >= 500) stop.abort();
      },
    });
    expect(stopped).toEqual({ ended: 'stopped', records: 500 });
    const other = importStore(to, read(lines), { resume: true });
    await expect(other).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'to' });
    expect(await importStore(to, read(long), { resume: true })).toMatchObject({
      matches: true,
      counts: { turn: 1_200 },
    });
  });
});

test('an export goes on after the last page that is whole', async () => {
  for (const kept of [1, 2, 7, lines.length - 2, lines.length]) {
    const earlier = [...lines.slice(0, kept), '{"entity":"ord'];
    const written: string[] = [];
    const report = await exportStore(store, (some) => void written.push(...some), { earlier: read(earlier) });
    expect(report.ended, `${kept} lines`).toBe('finished');
    expect(written[0]).toBe(lines[0]);
    expect([...written].sort()).toEqual([...lines].sort());
  }
  await onEmptyStore(async (other) => {
    const refused = exportStore(other, () => undefined, { earlier: read(lines) });
    await expect(refused).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'earlier' });
  });
});

test('an export that is stopped has no checksum', async () => {
  const written: string[] = [];
  const report = await exportStore(store, (some) => void written.push(...some), { signal: AbortSignal.abort() });
  expect(report).toMatchObject({ ended: 'stopped' });
  expect(written.some((line) => line.startsWith('{"end"'))).toBe(false);
});

test('what a caller gives may fail: the error is of the domain, and names it', async () => {
  const fail = (): never => {
    throw new Error('the disk is full');
  };
  const failing = async function* () {
    yield lines[0] ?? '';
    fail();
  };
  const code = 'VALIDATION_FAILED';
  await expect(exportStore(store, fail)).rejects.toMatchObject({ code, field: 'write' });
  await expect(exportStore(store, () => undefined, { earlier: failing })).rejects.toMatchObject({
    code,
    field: 'earlier',
  });
  await onEmptyStore(async (to) => {
    await expect(importStore(to, failing)).rejects.toMatchObject({ code, field: 'read' });
    expect(await recordsOf(to)).toEqual([]);
  });
});

test('a record that belongs to one that is not there is refused in the end', async () => {
  const orphaned = (await recordsOf(store)).filter(({ entity }) => entity !== 'user');
  await onEmptyStore(async (to) => {
    const { bulk } = adapterStoreOf(to);
    await bulk.load(orphaned);
    await expect(bulk.finish()).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      reason: expect.stringContaining('of users that is not there'),
    });
  });
});
