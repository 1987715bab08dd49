import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, storyOf, useFolders } from './fixtures.ts';

const folders = useFolders();
const HEADER = 'date,open,high,low,close';
const ROW = '2026-01-01,100.00,110.00,90.00,105.00';

/** Writes a price file and runs the demo on it, with a path relative to its folder. */
async function replay(...lines: readonly string[]) {
  await writeFile(join(folders.own, 'prices.csv'), lines.join('\n'));
  return run(['--prices', 'prices.csv'], { folder: folders.own });
}

/** A made-up series: up and down within 40 dollars. */
function manyDays(count: number): readonly string[] {
  return Array.from({ length: count }, (_nothing, day) => {
    const date = new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10);
    const price = 100 + (day % 40);
    return `${date},${price},${price},${price},${price}`;
  });
}

describe('--prices', () => {
  test('replays a file as BTC, from the folder that the command was typed in', async () => {
    const { exitCode, lines } = await replay(HEADER, ROW, '2026-01-02,105.00,125.50,104.00,120.00', '');
    expect(exitCode).toBe(0);
    expect(lines[0]).toBe('Orderfolio demo: BTC from 2026-01-01 to 2026-01-02, 2 days');
    expect(lines).toContain('2026-01-02  clara_dream  sells 2.37846857 BTC at 111.11 for 264.27 - 0.27 EUR');
    expect(lines.at(-1)).toMatch(/^The ledger reconciles/);
  });

  test('tells a long series in no more lines than a screen or two, and says how much it left out', async () => {
    const { exitCode, lines } = await replay(HEADER, ...manyDays(400));
    expect(exitCode).toBe(0);
    expect(lines.length).toBeLessThan(100);
    expect(lines.find((line) => line.startsWith('and '))).toMatch(
      /^and \d+ more deposits, orders, purchases and sales/,
    );
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('takes what spreadsheets and data vendors write: a byte order mark, CRLF, capitals, more columns', async () => {
    const { exitCode, lines } = await replay(
      '\uFEFFDate,Open,High,Low,Close,Volume\r',
      '2026-01-01,100.00,110.00,90.00,105.00,12345\r',
      '\r',
    );
    expect({ exitCode, first: lines[0] }).toEqual({
      exitCode: 0,
      first: 'Orderfolio demo: BTC from 2026-01-01 to 2026-01-01, 1 day',
    });
  });

  test('on its only day an order waits, and is cancelled when the story ends', async () => {
    const { exitCode, lines } = await replay(HEADER, ROW);
    expect(exitCode).toBe(0);
    expect(storyOf(lines, 'dora_limits')).toEqual([
      'registers',
      'deposits 1,000.00',
      'will buy 4.90918016 BTC at 101.85 until 2026-01-08',
      '  cash: 499.50 free, 500.50 held',
      'cancels the limit: 4.90918016 BTC',
      '  cash: 1,000.00 free, 0.00 held',
    ]);
  });

  test('prices that only rise let orders expire, and fill none', async () => {
    const { exitCode, lines } = await replay(HEADER, ...manyDays(30));
    expect(exitCode).toBe(0);
    const story = storyOf(lines, 'dora_limits').join('\n');
    expect(story.match(/limit expires/g)).toHaveLength(4);
    expect(story).not.toMatch(/fills|fires/);
    expect(lines.at(-1)).toMatch(/^The ledger reconciles/);
  });

  test('prices that only fall fill each limit, and fire each stop', async () => {
    const falling = manyDays(30).map(
      (row, day) => `${row.slice(0, '2026-01-31'.length)}${`,${100 - 3 * day}`.repeat(4)}`,
    );
    const { exitCode, lines } = await replay(HEADER, ...falling);
    expect(exitCode).toBe(0);
    const story = storyOf(lines, 'dora_limits').join('\n');
    expect(story).toMatch(/limit fills.*stop fires/s);
    expect(story).not.toContain('expires');
    expect(lines.at(-1)).toMatch(/^The ledger reconciles/);
  });

  test('a stop that would bring less than a cent fails, and says why', async () => {
    const rows = ['900', '870', '0.00000001'].map((close, day) => `2026-01-0${day + 1}${`,${close}`.repeat(4)}`);
    const { exitCode, lines } = await replay(HEADER, ...rows);
    expect(exitCode).toBe(0);
    expect(storyOf(lines, 'dora_limits').find((line) => line.startsWith('stop fails'))).toMatch(/^stop fails: \w/);
    expect(lines.at(-1)).toMatch(/^The ledger reconciles/);
  });

  test('a price so low that a sale would bring no cent ends no story', async () => {
    const { exitCode, lines } = await replay(
      HEADER,
      '2026-01-01,900,900,900,900',
      '2026-01-02,0.00000001,1,0.00000001,0.00000001',
    );
    expect(exitCode).toBe(0);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('bad input is one line on stderr and exit code 2, and leaves nothing behind', () => {
  const badRows: readonly (readonly [row: string, complaint: string])[] = [
    ['2026-01-02,1,2,3', 'must have 5 fields'],
    ['yesterday,100,110,90,105', 'date must be a day such as 2026-01-31'],
    ['2026-02-30,100,110,90,105', 'date must be a day such as 2026-01-31'],
    ['1969-12-31,100,110,90,105', 'date must not be before 1970'],
    ['9999-01-01,100,110,90,105', 'date must be before 9999'],
    ['2026-01-01,100,110,90,105', 'date must be later than 2026-01-01'],
    ['2026-01-02,null,110,90,105', 'open must be a decimal in plain notation, such as "0.01"'],
    ['2026-01-02,100,110,90,1e2', 'close must be a decimal in plain notation, such as "0.01"'],
    ['2026-01-02,100,110,90,0', 'close must be greater than zero'],
    ['2026-01-02,100,110,-90,100', 'low must be greater than zero'],
    ['2026-01-02,100,110,90,100.0000000000000000001', 'close must have at most 18 decimals'],
    ['2026-01-02,100,1000000000,90,100', 'high must be less than 1000000000'],
    ['2026-01-02,100,110,90,111', 'close must lie between low and high'],
  ];
  test.each(badRows)('the row %s', async (row, complaint) => {
    const rows = complaint.includes('1970') ? [row] : [ROW, row];
    const { exitCode, lines, errors } = await replay(HEADER, ...rows);
    expect({ exitCode, lines, errors }).toEqual({
      exitCode: 2,
      lines: [],
      errors: `demo: prices.csv line ${rows.length + 1}: ${complaint}\n`,
    });
    expect(await folders.leftBehind()).toEqual([]);
  });

  test('a file that is no CSV', async () => {
    const { exitCode, errors } = await replay('{ "prices": [] }');
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: 'demo: prices.csv line 1: must be the header date,open,high,low,close\n',
    });
  });

  test('a file without rows', async () => {
    const { exitCode, errors } = await replay(HEADER, '');
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: 'demo: prices.csv: has a header and no rows\n' });
  });

  const badOptions: readonly (readonly [args: readonly string[], complaint: RegExp])[] = [
    [['--prices', 'missing.csv'], /^demo: missing\.csv cannot be read: ENOENT: .*\n$/],
    [['--prices', '.'], /^demo: \. cannot be read: EISDIR: .*\n$/],
    [['--prices', 'two\nlines.csv'], /^demo: two\?lines\.csv cannot be read: .*\n$/],
    [['--prices', ''], /^demo: --prices needs the name of a file\n$/],
    [['--prices'], /^demo: Option '--prices <value>' argument missing \(see --help\)\n$/],
    [['--fast'], /^demo: Unknown option '--fast' \(see --help\)\n$/],
    [['prices.csv'], /^demo: Unexpected argument 'prices.csv' \(see --help\)\n$/],
  ];
  test.each(badOptions)('the options %j', async (args, complaint) => {
    const { exitCode, lines, errors } = await run(args, { folder: folders.own });
    expect({ exitCode, lines }).toEqual({ exitCode: 2, lines: [] });
    expect(errors).toMatch(complaint);
    expect(await folders.leftBehind()).toEqual([]);
  });
});

test.each([['--help'], ['-h'], ['--', '--help']])('%s shows the usage in 80 columns', async (...args) => {
  const { exitCode, lines } = await run(args);
  expect(exitCode).toBe(0);
  expect(lines[0]).toBe('Usage: pnpm demo [options]');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
