import { writeFileSync } from 'node:fs';
import { systemClock } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { useTemporaryFolder } from '../../adapters-sqlite/test/support/temporary-folder.ts';
import { makeMarket, onFile } from './support/market.ts';
import { jsonOf, orderfolio } from './support/terminal.ts';

const inFolder = useTemporaryFolder();

async function marketWithOrder(): Promise<readonly string[]> {
  const filename = inFolder('a.db');
  await makeMarket(filename, ['alice_01']);
  await onFile(filename, (app) =>
    app.orders.place({
      username: 'alice_01',
      orderType: 'LIMIT_BUY',
      assetId: 'BTC',
      quantity: '0.01',
      limitPrice: '48000.00',
    }),
  );
  return ['--store', `sqlite:${filename}`];
}

/** Times that are later than the order. */
function lineAt(seconds: number, price: string): string {
  return `BTC,${new Date(systemClock.now().getTime() + seconds * 1_000).toISOString()},${price}`;
}

test('prices of a file fill the orders that they reach, once', async () => {
  const store = await marketWithOrder();
  writeFileSync(inFolder('p.csv'), [lineAt(1, '49000.00'), lineAt(2, '47000.00'), ''].join('\r\n'));
  const args = ['prices', 'feed', inFolder('p.csv'), '--json', ...store];
  const first = await orderfolio(args);
  expect(first.status).toBe(0);
  expect(jsonOf(first)).toMatchObject({ lines: 2, applied: 2, filled: 1, refused: [] });
  expect(jsonOf(await orderfolio(args))).toMatchObject({ lines: 2, applied: 0, filled: 0 });
});

test('a price in another currency fills no order in dollars', async () => {
  const store = await marketWithOrder();
  const input = `${lineAt(1, '47000.00')},EUR`;
  const ended = await orderfolio(['prices', 'feed', '-', '--json', ...store], { input });
  expect(jsonOf(ended)).toMatchObject({ lines: 1, applied: 1, filled: 0, refused: [] });
});

test('lines that are refused are named, and the others are applied', async () => {
  const store = await marketWithOrder();
  const input = [
    'BTC',
    'ETH,2026-01-31T12:00:00.000Z,1',
    'BTC,yesterday,1',
    'BTC,2026-01-31T12:00:00.000Z,-1',
    'BTC,2026-01-31T12:00:00.000Z,1,eur',
    lineAt(1, '47000.00'),
  ];
  const ended = await orderfolio(['prices', 'feed', '-', ...store], { input: input.join('\n') });
  expect(ended.status).toBe(1);
  expect(ended.out.split('\n')).toEqual([
    'line 1: must have 3 fields: asset, time, price, or a currency as the 4th',
    'line 2: asset ETH does not exist',
    expect.stringMatching(/^line 3: at /),
    expect.stringMatching(/^line 4: price /),
    expect.stringMatching(/^line 5: currency /),
    '6 lines, 1 price applied, 5 refused.',
    '1 order filled, 0 failed, 0 expired, 0 could not be ended.',
    '',
  ]);
});

test('a file that cannot be read is status 2', async () => {
  const store = await marketWithOrder();
  expect(await orderfolio(['prices', 'feed', inFolder('none.csv'), ...store])).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('none.csv: cannot be read: ENOENT'),
  });
});

test('a feed that is stopped applies no further line, and says so', async () => {
  const store = await marketWithOrder();
  const ended = await orderfolio(['prices', 'feed', '-', ...store], {
    input: lineAt(1, '47000.00'),
    stop: AbortSignal.abort(),
  });
  expect(ended).toMatchObject({ status: 2, out: expect.stringContaining('Stopped. Begin again from the start') });
  expect(ended.out).toContain('0 prices applied');
});
