import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { SCHEMA_VERSION, schemaVersionOf } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { edit, makeMarket, onFile } from './support/market.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();

test('a backup is one file, only for its owner, and a store like the first', async () => {
  const [filename, copy] = [inFolder('a.db'), inFolder('b.db')];
  await makeMarket(filename, ['alice_01']);
  const ended = await onFile(filename, () => orderfolio(['backup', copy, '--json', '--store', `sqlite:${filename}`]));
  expect(ended).toMatchObject({ status: 0, err: '' });
  expect(jsonOf(ended)).toMatchObject({ to: copy, pages: expect.any(Number) });
  expect(readdirSync(inFolder('.')).filter((name) => name.startsWith('b.db'))).toEqual(['b.db']);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(await onFile(copy, (app) => app.funds.getBalance('alice_01'))).toEqual(
    await onFile(filename, (app) => app.funds.getBalance('alice_01')),
  );
});

test('a backup replaces no file, and is made of no other database', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, []);
  writeFileSync(inFolder('b.db'), 'mine');
  expect(await orderfolio(['backup', inFolder('b.db'), '--store', `sqlite:${filename}`])).toMatchObject({
    status: 2,
    err: expect.stringContaining('is there already'),
  });
});

test('a backup into a folder that is not there names the file', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const file = inFolder('none/b.db');
  expect(await orderfolio(['backup', file, '--store', `sqlite:${filename}`])).toMatchObject({
    status: 2,
    err: `orderfolio: ${file}: ${inFolder('none')} is not there\n`,
  });
});

test('a backup that is stopped leaves no file', async () => {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  const words = await orderfolio(['backup', inFolder('b.db'), '--store', `sqlite:${filename}`], {
    stop: AbortSignal.abort(),
  });
  expect(words).toMatchObject({ status: 2, err: expect.stringContaining('the backup was stopped') });
});

test('migrate says from which version it brought the file to which', async () => {
  const filename = inFolder('a.db');
  const args = ['migrate', '--store', `sqlite:${filename}`];
  expect(schemaVersionOf(filename)).toBe(0);
  expect(jsonOf(await orderfolio([...args, '--json']))).toEqual({
    filename,
    from: 0,
    to: SCHEMA_VERSION,
    migrated: true,
  });
  expect(schemaVersionOf(filename)).toBe(SCHEMA_VERSION);
  expect((await orderfolio(args)).out).toBe(
    `${filename} is at schema version ${SCHEMA_VERSION}. Nothing was to be done.\n`,
  );
  edit(filename, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  expect(await orderfolio(args)).toMatchObject({ status: 2, err: expect.stringContaining('upgrade Orderfolio') });
});
