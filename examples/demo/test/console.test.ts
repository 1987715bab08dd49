import { Decimal, systemClock } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { endingOn, pricesThrough, STEPS } from '../src/live/moving-prices.ts';
import { run, useFolders } from './fixtures.ts';

const folders = useFolders();
const DAY_MS = 86_400_000;

/** What the demo has printed, once it says that it goes on. */
interface Shown {
  readonly url: string;
  readonly trader: readonly [username: string, password: string];
  readonly operator: readonly [username: string, password: string];
}

function readShown(text: string): Shown {
  const [, url = ''] = /(http:\S+)\/console/.exec(text) ?? [];
  const [, name = '', password = ''] = /(\S+) +(\S+) {2}a trader/.exec(text) ?? [];
  const [, operator = '', secret = ''] = /(\S+) +(\S+) {2}the operator/.exec(text) ?? [];
  return { url, trader: [name, password], operator: [operator, secret] };
}

/** Runs the demo until the work is done with what it shows. */
async function showing(work: (shown: Shown) => Promise<void>): Promise<Awaited<ReturnType<typeof run>>> {
  const stop = new AbortController();
  let worked: Promise<void> | undefined;
  const ended = await run(['--console'], {
    signal: stop.signal,
    priceEveryMs: 5,
    stdout: {
      write(text) {
        worked ??= work(readShown(text)).finally(() => stop.abort());
        worked.catch(() => undefined);
      },
    },
  });
  await worked;
  return ended;
}

/** The value under these names in a reply. */
async function valueIn(reply: Response, ...names: readonly string[]): Promise<unknown> {
  let value: unknown = await reply.json();
  for (const name of names) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return value;
}

/** Logs in, and reads as this person. */
async function readerOf({ url }: Shown, [username, password]: Shown['trader']) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ username, password });
  const reply = await fetch(`${url}/v1/sessions`, { method: 'POST', headers, body });
  const authorization = `Bearer ${await valueIn(reply, 'accessToken')}`;
  return async (path: string, ...names: readonly string[]) =>
    valueIn(await fetch(url + path, { headers: { authorization } }), ...names);
}

const some = expect.arrayContaining([expect.anything()]);

test('--console serves the console with a history, logins for both sides, and prices that go on, until it is stopped', async () => {
  const { exitCode, errors } = await showing(async (shown) => {
    const secrets = new Set([shown.trader[1], shown.operator[1]]);
    expect([...secrets]).toEqual([expect.stringMatching(/^[\w-]{20}$/), expect.stringMatching(/^[\w-]{20}$/)]);
    expect((await fetch(`${shown.url}/console/`)).headers.get('content-type')).toContain('text/html');
    const [trader, operator] = [await readerOf(shown, shown.trader), await readerOf(shown, shown.operator)];

    expect(await trader('/v1/orders?open=true')).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ orderType: 'LIMIT_SELL' }),
        expect.objectContaining({ orderType: 'TRAILING_STOP_SELL' }),
      ]),
    });
    const today = systemClock.now();
    const [from, to] = [new Date(today.getTime() - 30 * DAY_MS), today].map((day) => day.toISOString().slice(0, 10));
    const days = await trader(`/v1/analytics/performance?from=${from}&to=${to}`, 'days');
    expect(days).toEqual(expect.arrayContaining([expect.objectContaining({ date: from })]));
    expect(await operator('/v1/assets/BTC/depth')).toMatchObject({ bids: some, asks: some });
    expect(await operator('/v1/users?status=SUSPENDED')).toMatchObject({ items: [expect.anything()] });

    const before = await trader('/v1/assets/BTC', 'priceUsd');
    expect(before).toMatch(/^\d/);
    await expect.poll(() => trader('/v1/assets/BTC', 'priceUsd')).not.toBe(before);
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  expect(await folders.leftBehind()).toEqual([]);
});

test('--console needs SQLite', async () => {
  expect(await run(['--console', '--store', 'dynamodb'])).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('--console needs --store sqlite'),
  });
});

describe('prices that go on', () => {
  const daysOf = (...closes: readonly string[]) =>
    closes.map((close, index) => ({ date: `2026-01-0${index + 1}`, closes: new Map([['BTC', new Decimal(close)]]) }));

  test('pass every close, there and back again, without a leap', () => {
    const prices: string[] = [];
    for (const closes of pricesThrough(daysOf('100', '104', '102'))) {
      prices.push(String(closes.get('BTC')));
      if (prices.length > 4 * STEPS) break;
    }
    expect(prices.filter((_, index) => index % STEPS === 0)).toEqual(['100', '104', '102', '104', '100']);
    const leaps = prices.slice(1).map((price, index) => Math.abs(Number(price) / Number(prices[index]) - 1));
    expect(Math.max(...leaps)).toBeLessThan(0.015);
  });

  test('move also where there is one day only', () => {
    const [first, second] = pricesThrough(daysOf('100'));
    expect([String(first?.get('BTC')), String(second?.get('BTC'))]).toEqual(['100', '100.2']);
  });

  test('have a past that ends on a given day', () => {
    expect(endingOn(daysOf('1', '2'), '2026-11-30').map(({ date }) => date)).toEqual(['2026-11-29', '2026-11-30']);
  });
});
