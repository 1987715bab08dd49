import { Decimal, ZERO } from '@orderfolio/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DemoRun, rowsUnder, run, storyOf } from './fixtures.ts';

function amount(text: string | undefined): Decimal {
  return new Decimal((text ?? 'missing').replaceAll(',', ''));
}

describe('the story on the series of the example', () => {
  let demo: DemoRun;
  beforeAll(async () => {
    demo = await run([]);
  });

  test('ends well, and says nothing on stderr', () => {
    expect(demo).toMatchObject({ exitCode: 0, errors: '' });
  });

  test('fits a terminal of 80 columns', () => {
    expect(demo.lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('four users register, and buy and sell all the assets', () => {
    const story = demo.lines.join('\n');
    expect(story.match(/registers/g)).toHaveLength(4);
    for (const assetId of ['BTC', 'ETH', 'SOL']) {
      expect(story).toMatch(new RegExp(`buys [\\d.]+ ${assetId} at`));
      expect(story).toMatch(new RegExp(`sells [\\d.]+ ${assetId} at`));
    }
  });

  test('a wrong password is refused, without a word of what was wrong', () => {
    const ofClara = storyOf(demo.lines, 'clara_dream');
    expect(ofClara.slice(0, 3)).toEqual([
      'registers',
      'is refused to log in: username or password is wrong',
      'logs in as customer',
    ]);
  });

  test('one of them trades in euros: a purchase beyond the cash is refused, and leaves the cash as it was', () => {
    const ofClara = storyOf(demo.lines, 'clara_dream');
    expect(ofClara.slice(3, 7)).toEqual([
      'deposits 500.00',
      'converts 500.00 USD to 462.96 EUR at 0.9259',
      'is refused 925.92 EUR of BTC: costs 925.92, cash 462.96',
      // 61,147.01 dollars at 1.08 dollars per euro, less a tenth of a percent.
      'buys 0.00408424 BTC at 56,617.60 for 231.24 + 0.24 EUR',
    ]);
    expect(ofClara.at(-1)).toBe('withdraws 473.82 EUR');
  });

  test('an order waits, and expires: what it held is free again', () => {
    expect(storyOf(demo.lines, 'dora_limits').slice(2, 6)).toEqual([
      'will buy 0.00842991 BTC at 59,312.59 until 2026-01-08',
      // With the fee.
      '  cash: 499.50 free, 500.50 held',
      'limit expires: 0.00842991 BTC at 59,312.59',
      '  cash: 1,000.00 free, 0.00 held',
    ]);
  });

  test('a limit fills below its price, and the stop that guards what it bought fires', () => {
    const ofDora = storyOf(demo.lines, 'dora_limits');
    const limit = ofDora.indexOf('will buy 0.00791877 BTC at 63,141.06 until 2026-01-29');
    expect(ofDora.slice(limit + 1, limit + 7)).toEqual([
      'limit fills: 0.00791877 BTC at 61,243.34 for 484.98',
      '  cash: 514.53 free, 0.00 held',
      'will sell 0.00791877 BTC 5% below its highest price',
      '  BTC: 0 free, 0.00791877 held',
      'stop fires: 0.00791877 BTC at 55,255.04 for 437.55',
      '  BTC: 0 free, 0 held',
    ]);
  });

  test('what still waits at the end is cancelled', () => {
    expect(storyOf(demo.lines, 'dora_limits').slice(-2)).toEqual([
      'cancels the limit: 0.00856705 BTC',
      '  cash: 1,064.19 free, 0.00 held',
    ]);
  });

  test('a deposit repeated with its key is paid in once', () => {
    expect(demo.lines).toContain('2026-01-01  alice_plan   repeats plan-2026-01: paid in once, cash 1,000.00');
    const deposits = rowsUnder(demo.lines, /^Statement/).filter(
      ([date, what]) => `${date} ${what}` === '2026-01-01 Deposit',
    );
    expect(deposits).toEqual([['2026-01-01', 'Deposit', '1,000.00', '1,000.00']]);
  });

  test('every portfolio is worth its cash and its holdings', () => {
    let sum = ZERO;
    let portfolios = 0;
    for (const row of rowsUnder(demo.lines, /^Portfolios/)) {
      const value = amount(row.at(-1));
      if (row[0] !== 'Total') {
        sum = sum.plus(value);
        continue;
      }
      expect(value.toString()).toBe(sum.toString());
      sum = ZERO;
      portfolios += 1;
    }
    expect(portfolios).toBe(4);
  });

  test('the profit of a trader is that of the sales, and that of what is still there', () => {
    const ofAlice = rowsUnder(demo.lines, /^Portfolios/).slice(0, 5);
    const [btc, eth, sol, cash, total] = ofAlice.map((row) => amount(row.at(-2)));
    expect([btc, eth, sol].map(String)).toEqual(['103.16', '47.2', '480.43']);
    // She sells nothing.
    expect([cash, total].map(String)).toEqual(['0', '630.79']);
  });

  test('every balance of the statement is the one below it and the amount', () => {
    const rows = rowsUnder(demo.lines, /^Statement/);
    expect(rows).toHaveLength(12);
    for (const [index, [, , moved, balance]] of rows.entries()) {
      const before = rows[index + 1]?.[3] ?? '0.00';
      expect(amount(before).plus(amount(moved)).toString()).toBe(amount(balance).toString());
    }
  });

  test('the last line says that the ledger reconciles', () => {
    expect(demo.lines.at(-1)).toBe('The ledger reconciles: 4 accounts recomputed from 91 rows of history');
  });

  test('the next run tells the same story', async () => {
    expect((await run([])).lines).toEqual(demo.lines);
  });
});
