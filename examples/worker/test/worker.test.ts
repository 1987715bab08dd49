import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endHoldRow, openMarket, placeOrder, run, statusesIn, useFolder, writeDays } from './fixtures.ts';

const inFolder = useFolder();

/** A database with an order of each kind, and the arguments that feed it five days of prices. */
async function openStory() {
  const db = inFolder('a.db');
  await openMarket(db);
  const buy = await placeOrder(db, { orderType: 'LIMIT_BUY', limitPrice: '48000' });
  const late = await placeOrder(db, {
    orderType: 'LIMIT_BUY',
    limitPrice: '40000',
    expiresAt: '2026-01-03T00:00:00.000Z',
  });
  const stop = await placeOrder(db, { orderType: 'STOP_LOSS_SELL', stopPrice: '46000' });
  const profit = await placeOrder(db, { orderType: 'TAKE_PROFIT_SELL', stopPrice: '56000' });
  const trail = await placeOrder(db, { orderType: 'TRAILING_STOP_SELL', trailPercent: '10' });
  const patient = await placeOrder(db, { orderType: 'LIMIT_SELL', limitPrice: '90000' });
  const prices = writeDays(inFolder('p.csv'), '47900', '52000', '57000', '51000', '45000.5');
  return { db, args: ['--db', db, '--prices', prices, '--asset', 'BTC'], buy, late, stop, profit, trail, patient };
}

test('a series fills what its prices reach, expires what its days leave behind, and says so', async () => {
  const { db, args, buy, late, stop, profit, trail, patient } = await openStory();
  expect(await run(args)).toEqual({
    exitCode: 0,
    lines: [
      `2026-01-01T16:00:00.000Z filled LIMIT_BUY ${buy.orderId} alice_01 0.1 BTC at 47900`,
      `2026-01-03T16:00:00.000Z filled TAKE_PROFIT_SELL ${profit.orderId} alice_01 0.1 BTC at 57000`,
      `2026-01-03T16:00:00.000Z expired LIMIT_BUY ${late.orderId} alice_01 0.1 BTC limit 40000`,
      `2026-01-04T16:00:00.000Z filled TRAILING_STOP_SELL ${trail.orderId} alice_01 0.1 BTC at 51000`,
      `2026-01-05T16:00:00.000Z filled STOP_LOSS_SELL ${stop.orderId} alice_01 0.1 BTC at 45000.5`,
      'done: 5 prices, 0 of them changed nothing; 4 filled, 0 failed, 1 expired; 0 lines skipped',
    ],
    errors: [],
  });
  const statuses = await statusesIn(db);
  expect([buy, profit, trail, stop].map(({ orderId }) => statuses.get(orderId))).toEqual(Array(4).fill('COMPLETED'));
  expect([late, patient].map(({ orderId }) => statuses.get(orderId))).toEqual(['EXPIRED', 'QUEUED']);
});

test('a second run over the same prices changes nothing', async () => {
  const { db, args } = await openStory();
  await run(args);
  const before = await statusesIn(db);
  const { exitCode, lines } = await run([...args, '--verbose']);
  expect(exitCode).toBe(0);
  expect(lines).toEqual([
    '2026-01-01T16:00:00.000Z changed nothing BTC 47900',
    '2026-01-02T16:00:00.000Z changed nothing BTC 52000',
    '2026-01-03T16:00:00.000Z changed nothing BTC 57000',
    '2026-01-04T16:00:00.000Z changed nothing BTC 51000',
    '2026-01-05T16:00:00.000Z changed nothing BTC 45000.5',
    'done: 5 prices, 5 of them changed nothing; 0 filled, 0 failed, 0 expired; 0 lines skipped',
  ]);
  expect(await statusesIn(db)).toEqual(before);
});

test('a worker that is stopped finishes the price at hand, and the next one goes on after it', async () => {
  const { args, buy, profit } = await openStory();
  const stopping = new AbortController();
  const lines: string[] = [];
  const stdout = {
    write: (line: string) => {
      lines.push(line);
      stopping.abort();
    },
  };
  expect(await run(args, { stdout, stop: stopping.signal })).toMatchObject({ exitCode: 0, errors: [] });
  expect(lines).toEqual([
    `2026-01-01T16:00:00.000Z filled LIMIT_BUY ${buy.orderId} alice_01 0.1 BTC at 47900\n`,
    'stopped: 1 price, 0 of them changed nothing; 1 filled, 0 failed, 0 expired; 0 lines skipped\n',
  ]);
  const next = await run(args);
  expect(next.lines[0]).toContain(`filled TAKE_PROFIT_SELL ${profit.orderId}`);
  expect(next.lines.at(-1)).toMatch(/^done: 5 prices, 1 of them changed nothing; 3 filled, 0 failed, 1 expired/);
});

test('a garbled line is skipped, with its number and the rule: the prices after it count', async () => {
  const { db, buy } = await openStory();
  const input = [
    'BTC,2026-01-01T16:00:00.000Z,47900',
    '',
    'BTC,noon,1',
    'DOGE,2026-01-01T16:00:00.000Z,1',
    'BTC,2026-01-02T16:00:00.000Z,47000',
  ];
  const { exitCode, lines, errors } = await run(['--db', db], { input });
  expect(exitCode).toBe(2);
  expect(errors).toEqual([
    'worker: line 3: time must be in UTC, such as 2026-01-31T12:00:00.000Z, skipped',
    'worker: line 4: asset DOGE does not exist, skipped',
  ]);
  expect(lines[0]).toContain(`filled LIMIT_BUY ${buy.orderId}`);
  expect(lines.at(-1)).toMatch(/^done: 2 prices, .* 2 lines skipped$/);
});

test('a price from the future does not silence the feed', async () => {
  const { db, buy } = await openStory();
  const input = ['BTC,9999-01-01T00:00:00.000Z,60000', 'BTC,2026-01-01T16:00:00.000Z,47900'];
  const { lines, errors } = await run(['--db', db], { input });
  expect(errors).toEqual([
    expect.stringMatching(/^worker: line 1: at must be at most a minute ahead of the clock, .*, skipped$/),
  ]);
  expect(lines[0]).toContain(`filled LIMIT_BUY ${buy.orderId}`);
});

test('an order whose records were edited is named and left, and the others fill', async () => {
  const { db, args, buy, late } = await openStory();
  await endHoldRow(db, buy);
  const { exitCode, lines, errors } = await run(args);
  expect(exitCode).toBe(0);
  expect(lines.at(-1)).toMatch(/^done: 5 prices, 0 of them changed nothing; 3 filled, 0 failed, 1 expired/);
  const complaint = `order ${buy.orderId} of alice_01 is left as it is: `;
  expect(errors[0]).toMatch(/^worker: .*p\.csv/);
  expect(errors.every((line) => line.includes(complaint))).toBe(true);
  const statuses = await statusesIn(db);
  expect([statuses.get(buy.orderId), statuses.get(late.orderId)]).toEqual(['QUEUED', 'EXPIRED']);
});

test('by the clock of the machine, an order of the past expires at once', async () => {
  const { db, late } = await openStory();
  const { lines } = await run(['--db', db], { input: ['BTC,2026-01-01T16:00:00.000Z,49000'] });
  expect(lines[0]).toBe(`2026-01-01T16:00:00.000Z expired LIMIT_BUY ${late.orderId} alice_01 0.1 BTC limit 40000`);
});

test('a sale that is worth less than a cent fails, and the line says why', async () => {
  const { db, args, trail } = await openStory();
  writeFileSync(inFolder('p.csv'), 'date,open,high,low,close\n2026-01-01,1,1,1,0.01\n');
  const { exitCode, lines } = await run(args);
  expect(exitCode).toBe(0);
  const failed = lines.filter((line) => line.includes(' failed TRAILING_STOP_SELL '));
  expect(failed).toEqual([expect.stringContaining(`${trail.orderId} alice_01 0.1 BTC because `)]);
  expect((await statusesIn(db)).get(trail.orderId)).toBe('FAILED');
});
