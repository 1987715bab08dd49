import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { startChild } from '../../adapters-sqlite/test/processes/child-process.ts';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { runWithKills } from './support/interrupted-copy.ts';
import { makeLargeMarket } from './support/large-market.ts';
import { edit, makeMarket } from './support/market.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();
const COMMAND = new URL('processes/command.ts', import.meta.url).href;

test('a copy whose process is killed on its way is the same in the end', async () => {
  const [from, to] = [inFolder('from.db'), inFolder('to.db')];
  await makeLargeMarket(from, { users: 60, ordersOfEach: 20 });
  await using target = await openSqlite({ filename: to });
  const args = ['copy', '--from', `sqlite:${from}`, '--to', `sqlite:${to}`, '--resume', '--json'];
  const copied = await runWithKills(() => startChild(COMMAND, { args }).process, target, [1_000]);
  expect(copied).toMatchObject({ status: 0, kills: 1 });
  expect(copied.report).toMatchObject({ matches: true, users: 60, reconciled: 60, counts: { order: 1_200 } });
});

test('copy tells what it has copied, and that nobody may write meanwhile', async () => {
  const [from, to] = [inFolder('from.db'), inFolder('to.db')];
  await makeMarket(from, ['alice_01', 'robert_1']);
  const { status, out, err } = await orderfolio(['copy', '--from', `sqlite:${from}`, '--to', `sqlite:${to}`]);
  expect(status).toBe(0);
  expect(out).toMatch(/^kind +records\n(?:\w+ +[\d,]+\n)*user +2\n\n\d+ records, digest [0-9a-f]{64}\n/);
  expect(out).toContain('The target has the records that were read, and no others.\n');
  expect(out).toContain('2 users, 2 reconciled, 0 differences.\n');
  expect(err).toBe('Nobody may write to either store until this has ended.\n');
  const again = await orderfolio(['copy', '--from', `sqlite:${from}`, '--to', `sqlite:${to}`]);
  expect(again).toMatchObject({ status: 2, err: expect.stringMatching(/^orderfolio: --to: must be empty/m) });
  const shown = await orderfolio(['copy', '--from', `sqlite:${from}`, '--to', `sqlite:${inFolder('c.db')}`], {
    isTTY: true,
  });
  expect(shown.err).toMatch(/\[ +\] 0 of \d+ records copied/);
  expect(shown.err).toContain('0 of 2 users reconciled');
});

test('import into a store that is not empty names the option', async () => {
  const [from, file] = [inFolder('from.db'), inFolder('a.ndjson')];
  await makeMarket(from, ['alice_01']);
  await orderfolio(['export', file, '--store', `sqlite:${from}`]);
  expect(await orderfolio(['import', file, '--store', `sqlite:${from}`])).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^orderfolio: --store: must be empty/m),
  });
});

test('copy ends with status 1 for the differences of what it has copied', async () => {
  const [from, to] = [inFolder('from.db'), inFolder('to.db')];
  await makeMarket(from, ['alice_01', 'robert_1']);
  edit(from, "UPDATE balances SET total_deposits = '999' WHERE username = 'alice_01'");
  const { status, out } = await orderfolio(['copy', '--from', `sqlite:${from}`, '--to', `sqlite:${to}`]);
  expect({ status, out }).toMatchObject({ status: 1, out: expect.stringMatching(/alice_01 +TOTALS/) });
  expect(out).toContain('VALUE: compare it with the rows');
});

test.each(['copy', 'import'])('%s that is stopped says how to go on, and goes on', async (verb) => {
  const [from, to, file] = [inFolder('from.db'), inFolder('to.db'), inFolder('all.ndjson')];
  await makeMarket(from, ['alice_01']);
  await orderfolio(['export', file, '--store', `sqlite:${from}`]);
  const stores = ['--from', `sqlite:${from}`, '--to', `sqlite:${to}`];
  const args = verb === 'copy' ? [verb, ...stores] : [verb, file, '--store', `sqlite:${to}`];
  const stopped = await orderfolio(args, { stop: AbortSignal.abort() });
  expect(stopped.status).toBe(2);
  expect(stopped.out).toBe(`Stopped after 0 records. Go on with: orderfolio ${args.join(' ')} --resume\n`);
  const resumed = await orderfolio([...args, '--resume', '--json']);
  expect(resumed.status).toBe(0);
  expect(jsonOf(resumed)).toMatchObject({ ended: 'finished', matches: true, users: 1, reconciled: 1 });
});

test.each(['all.ndjson', 'all.ndjson.gz'])(
  'an export as %s is for its owner alone, and makes the same store',
  async (name) => {
    const [from, to, file] = [inFolder('from.db'), inFolder('to.db'), inFolder(name)];
    await makeMarket(from, ['alice_01', 'robert_1']);
    const stopped = await orderfolio(['export', file, '--store', `sqlite:${from}`], { stop: AbortSignal.abort() });
    expect(stopped.status).toBe(2);
    expect(stopped.out).toContain(`Go on with: orderfolio export ${file} --store sqlite:${from} --resume\n`);
    expect(existsSync(file)).toBe(false);
    const blocked = await orderfolio(['export', file, '--store', `sqlite:${from}`]);
    expect(blocked).toMatchObject({ status: 2, err: expect.stringContaining('add --resume, or remove it') });
    // As if the process had died within a line.
    const partial = readFileSync(`${file}.partial`);
    writeFileSync(`${file}.partial`, partial.subarray(0, partial.length - 9));
    const made = await orderfolio(['export', file, '--resume', '--json', '--store', `sqlite:${from}`]);
    expect(made.status).toBe(0);
    const { digest, records } = jsonOf(made) as { readonly digest: string; readonly records: number };
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect([`${file}.partial`, `${file}.earlier`].filter(existsSync)).toEqual([]);
    const text = name.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString() : readFileSync(file, 'utf8');
    expect(text.trimEnd().split('\n').at(-1)).toBe(JSON.stringify({ end: { records, digest } }));
    const there = await orderfolio(['export', file, '--store', `sqlite:${from}`]);
    expect(there).toMatchObject({ status: 2, err: expect.stringContaining('is there already') });
    const imported = await orderfolio(['import', file, '--json', '--store', `sqlite:${to}`]);
    expect(imported.status).toBe(0);
    expect(jsonOf(imported)).toMatchObject({ digest, records, matches: true, reconciled: 2 });
  },
);

test('a file that is no whole export is refused with what is wrong with it', async () => {
  const from = inFolder('from.db');
  await makeMarket(from, ['alice_01']);
  const whole = inFolder('whole.ndjson');
  await orderfolio(['export', whole, '--store', `sqlite:${from}`]);
  const text = readFileSync(whole);
  const files: readonly (readonly [name: string, content: Buffer, words: string])[] = [
    ['cut.ndjson', text.subarray(0, text.length - 100), 'line'],
    ['cut.ndjson.gz', gzipSync(text).subarray(0, 300), 'is no gzip file, or was cut off'],
    ['plain.ndjson.gz', text, 'is no gzip file, or was cut off'],
    ['packed.ndjson', gzipSync(text), 'line 1 is not JSON'],
    ['empty.ndjson', Buffer.of(), 'the file is empty'],
  ];
  for (const [name, content, words] of files) {
    writeFileSync(inFolder(name), content);
    const refused = await orderfolio(['import', inFolder(name), '--store', `sqlite:${inFolder('to.db')}`]);
    expect(refused, name).toMatchObject({ status: 2, out: '', err: expect.stringContaining(words) });
  }
  const missing = await orderfolio(['import', inFolder('none'), '--store', `sqlite:${inFolder('to.db')}`]);
  expect(missing).toMatchObject({ status: 2, err: expect.stringContaining('there is no such file') });
  expect(await orderfolio(['import', whole, '--store', `sqlite:${inFolder('to.db')}`])).toMatchObject({ status: 0 });
});

test('reconcile --all and verify-audit --all go on after a user who cannot be read, and name the user', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01', 'robert_1', 'sandra_1']);
  edit(filename, "UPDATE users SET metadata = 'nonsense' WHERE username = 'robert_1'");
  for (const verb of ['reconcile', 'verify-audit']) {
    const all = await orderfolio([verb, '--all', '--json', '--store', `sqlite:${filename}`]);
    expect(all.status, verb).toBe(2);
    const failures = [{ username: 'robert_1', code: 'STORAGE_FAILED', message: expect.stringContaining('not JSON') }];
    expect(jsonOf(all), verb).toMatchObject({ users: 3, failures });
  }
  const copied = await orderfolio(['copy', '--from', `sqlite:${filename}`, '--to', `sqlite:${inFolder('b.db')}`]);
  expect(copied).toMatchObject({ status: 2, err: expect.stringContaining('mend the row with the key robert_1') });
});
