import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../src/options.ts';
import { openMarket, run, useFolder, writeDays } from './fixtures.ts';

const inFolder = useFolder();

describe('the clock that orders expire by', () => {
  const choices: readonly (readonly [args: readonly string[], clock: string])[] = [
    [['--db', 'a.db', '--prices', 'p.csv', '--asset', 'BTC'], 'ticks'],
    [['--db', 'a.db'], 'system'],
    [['--db', 'a.db', '--clock', 'ticks'], 'ticks'],
    [['--', '--db', 'a.db', '--prices', 'p.csv', '--asset', 'BTC', '--clock', 'system'], 'system'],
  ];
  test.each(choices)('%j: %s', (args, clock) => {
    expect(readOptions(args).clock).toBe(clock);
  });
});

test.each([['--help'], ['-h'], ['--', '--help']])('%s shows the usage in 80 columns', async (...args) => {
  const { exitCode, lines } = await run(args);
  expect(exitCode).toBe(0);
  expect(lines[0]).toBe('Usage: pnpm worker --db FILE [options]');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

describe('a bad option is one line on stderr and exit code 2', () => {
  const bad: readonly (readonly [args: readonly string[], complaint: string])[] = [
    [[], '--db needs the name of a file (see --help)'],
    [['--db', ''], '--db needs the name of a file (see --help)'],
    [['--db'], "Option '--db <value>' argument missing (see --help)"],
    [['--db', 'a.db', '--fast'], "Unknown option '--fast' (see --help)"],
    [['a.db'], "Unexpected argument 'a.db' (see --help)"],
    [['--db', 'a.db', '--prices', 'p.csv'], '--prices and --asset go together (see --help)'],
    [['--db', 'a.db', '--asset', 'BTC'], '--prices and --asset go together (see --help)'],
    [['--db', 'a.db', '--prices', '', '--asset', 'BTC'], '--prices and --asset need a value (see --help)'],
    [['--db', 'a.db', '--clock', 'wall'], '--clock must be ticks or system'],
    [['--db', 'no\nsuch.db'], 'no?such.db does not exist'],
  ];
  test.each(bad)('%j', async (args, complaint) => {
    expect(await run(args, { folder: inFolder('') })).toEqual({
      exitCode: 2,
      lines: [],
      errors: [`worker: ${complaint}`],
    });
  });

  test('a database that is none', async () => {
    writeFileSync(
      inFolder('notes.db'),
      'These are notes, and no database, though they are longer than a header. '.repeat(20),
    );
    const { exitCode, errors } = await run(['--db', inFolder('notes.db')]);
    expect({ exitCode, errors: errors.length }).toEqual({ exitCode: 2, errors: 1 });
  });

  test('an asset that does not exist', async () => {
    await openMarket(inFolder('a.db'));
    const prices = writeDays(inFolder('p.csv'), '1');
    const { exitCode, errors } = await run(['--db', inFolder('a.db'), '--prices', prices, '--asset', 'DOGE']);
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: ['worker: --asset: asset DOGE does not exist'] });
  });
});
