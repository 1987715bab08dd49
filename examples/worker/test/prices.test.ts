import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { BadInputError } from '../src/bad-input-error.ts';
import { linesOf } from '../src/lines.ts';
import { readPriceFile } from '../src/price-file.ts';
import { readTick } from '../src/tick.ts';
import { HEADER, useFolder } from './fixtures.ts';

const inFolder = useFolder();

describe('a line of standard input', () => {
  test('is an asset, a time and a price; blanks around them do not matter', () => {
    for (const line of ['BTC,2026-01-31T12:00:00.000Z,47900.00', ' BTC , 2026-01-31T12:00:00.000Z , 47900.00 ']) {
      const { price, ...tick } = readTick(line, 'line 1');
      expect(tick).toEqual({ assetId: 'BTC', at: '2026-01-31T12:00:00.000Z', source: 'line 1' });
      expect(price.toString()).toBe('47900');
    }
  });

  const bad: readonly (readonly [line: string, rule: string])[] = [
    ['BTC,2026-01-31T12:00:00.000Z', 'must have 3 fields: asset, time, price'],
    ['BTC,2026-01-31T12:00:00.000Z,1,2', 'must have 3 fields: asset, time, price'],
    [',2026-01-31T12:00:00.000Z,1', 'asset is required'],
    ['BTC,yesterday,1', 'time must be in UTC, such as 2026-01-31T12:00:00.000Z'],
    ['BTC,2026-02-30T12:00:00.000Z,1', 'time must be in UTC, such as 2026-01-31T12:00:00.000Z'],
    ['BTC,2026-01-31T12:00:00Z,1', 'time must be in UTC, such as 2026-01-31T12:00:00.000Z'],
    ['BTC,1969-12-31T12:00:00.000Z,1', 'must not be before 1970'],
    ['BTC,2026-01-31T12:00:00.000Z,', 'price must be a decimal in plain notation, such as "0.01"'],
    ['BTC,2026-01-31T12:00:00.000Z,1e3', 'price must be a decimal in plain notation, such as "0.01"'],
    ['BTC,2026-01-31T12:00:00.000Z,0', 'price must be greater than zero'],
    ['BTC,2026-01-31T12:00:00.000Z,-1', 'price must be greater than zero'],
    ['BTC,2026-01-31T12:00:00.000Z,0.0000000000000000001', 'price must have at most 18 decimals'],
    ['BTC,2026-01-31T12:00:00.000Z,100000000000000000000', 'price must be less than 10^20'],
  ];
  test.each(bad)('%s is refused', (line, rule) => {
    expect(() => readTick(line, 'line 7')).toThrow(new BadInputError(`line 7: ${rule}`));
  });
});

describe('the lines of a stream', () => {
  async function linesFrom(...chunks: readonly string[]): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const line of linesOf(Readable.from(chunks), new AbortController().signal)) lines.push(line);
    return lines;
  }

  test('are whole, however the stream is cut', async () => {
    expect(await linesFrom('one\ntw', 'o\r\n', 'three')).toEqual(['one', 'two', 'three']);
    expect(await linesFrom('one\r', '\ntwo\n')).toEqual(['one', 'two']);
    expect(await linesFrom()).toEqual([]);
  });

  test('end when the worker is to stop, though the stream does not', async () => {
    const stopping = new AbortController();
    const endless = new Readable({ read: () => undefined });
    endless.push('one\n');
    const lines: string[] = [];
    for await (const line of linesOf(endless, stopping.signal)) {
      lines.push(line);
      stopping.abort();
    }
    expect(lines).toEqual(['one']);
    expect(endless.destroyed).toBe(true);
  });
});

describe('a file of daily prices', () => {
  async function read(...lines: readonly string[]) {
    writeFileSync(inFolder('p.csv'), lines.join('\n'));
    return readPriceFile(inFolder('p.csv'), 'p.csv', 'BTC');
  }

  test('gives the closes, each at 16:00 UTC of its day', async () => {
    const ticks = await read(
      '\uFEFFDate,Open,High,Low,Close,Volume\r',
      '2026-01-01,1,3,1,2,900\r',
      '',
      '2026-01-03,2,3,1,2.5',
    );
    expect(ticks.map(({ assetId, at, price, source }) => [assetId, at, price.toString(), source])).toEqual([
      ['BTC', '2026-01-01T16:00:00.000Z', '2', 'p.csv line 2'],
      ['BTC', '2026-01-03T16:00:00.000Z', '2.5', 'p.csv line 4'],
    ]);
  });

  const bad: readonly (readonly [lines: readonly string[], complaint: string])[] = [
    [['{ "prices": [] }'], 'p.csv line 1: must be the header date,open,high,low,close'],
    [[HEADER, ''], 'p.csv: has a header and no rows'],
    [[HEADER, '2026-01-01,1,2,3'], 'p.csv line 2: must have 5 fields'],
    [[HEADER, '2026-02-30,1,1,1,1'], 'p.csv line 2: date must be a day such as 2026-01-31'],
    [[HEADER, '2026-01-01,1,1,1,0'], 'p.csv line 2: close must be greater than zero'],
    [[HEADER, '2026-01-02,1,1,1,1', '2026-01-02,1,1,1,1'], 'p.csv line 3: date must be later than the one above it'],
  ];
  test.each(bad)('%j is refused', async (lines, complaint) => {
    await expect(read(...lines)).rejects.toThrow(new BadInputError(complaint));
  });

  test('that is not there is refused', async () => {
    await expect(readPriceFile(inFolder('none.csv'), 'none.csv', 'BTC')).rejects.toThrow(
      'none.csv cannot be read: ENOENT: no such file or directory',
    );
  });
});
