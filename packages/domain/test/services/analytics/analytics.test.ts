import { Decimal, type RateService, RateUnavailableError } from '@orderfolio/domain';
import { type EntitiesOf, type EntityReader, hostOf } from '@orderfolio/domain/adapter';
import { ManualClock, seededRandom } from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';
import type { FeedEvent } from '../../../src/entities/events.ts';
import { AGGREGATE_SCHEMAS, type AggregateKind, type AggregateOf } from '../../../src/services/analytics/aggregates.ts';
import { type AggregateReader, createAnalyticsService } from '../../../src/services/analytics/analytics-service.ts';
import { aggregatesOf } from '../../../src/services/analytics/event-aggregates.ts';
import { plain } from '../../plain.ts';
import { Story } from './events.ts';

const [alice, bob] = ['alice_01', 'bob_0001'];
const NOON = '2026-01-10T12:00:00.000Z';
const january = { from: '2026-01-01', to: '2026-01-31' };

/** The service over the aggregates of several shards. Each shard has read its events in several batches. */
function serviceOver(shards: readonly (readonly (readonly FeedEvent[])[])[], rates: Record<string, string> = {}) {
  const kept = shards.flatMap((batches) => batches.flatMap((batch) => aggregatesOf(batch)));
  const ofKind = <Kind extends AggregateKind>(kind: Kind): readonly AggregateOf<Kind>[] =>
    kept.flatMap((aggregate) => {
      if (aggregate.kind !== kind) return [];
      // As a store returns it.
      const value = AGGREGATE_SCHEMAS[kind].parse(JSON.parse(JSON.stringify(aggregate.value)));
      return [{ ...aggregate, kind, value }];
    });
  const reader: AggregateReader = {
    read: async (kind, of, { from = '', to }) =>
      ofKind(kind).filter((aggregate) => aggregate.of === of && aggregate.date >= from && aggregate.date <= to),
  };
  const known: Pick<RateService, 'get'> = {
    async get(base, quote) {
      const rate = rates[base];
      if (rate === undefined) throw new RateUnavailableError({ base, quote, quotedAt: undefined });
      return { base, quote, rate: new Decimal(rate), at: NOON };
    },
  };
  // No user exists. The service does not look for one who has moved something.
  const unitOfWork: EntityReader = { read: async (keys) => keys.map(() => undefined) as EntitiesOf<typeof keys> };
  return createAnalyticsService(reader, known, { ...hostOf({ clock: new ManualClock(NOON) }), unitOfWork });
}

const over = (story: Story, rates?: Record<string, string>) => serviceOver([[story.events]], rates);

describe('the statistics of orders', () => {
  function told(): Story {
    const story = new Story().on('2026-01-02').buy(alice, 'BTC', '2', '100.00', '1.00').buy(bob, 'BTC', '1', '100.00');
    const cancelled = story.newId();
    story.order(alice, 'ETH', '1', 'LIMIT_BUY', cancelled).order(alice, 'BTC', '1', 'LIMIT_SELL');
    return story.on('2026-01-03').end(alice, 'ETH', cancelled, 'ORDER_CANCELLED').order(bob, 'ETH', '1', 'LIMIT_BUY');
  }

  test('count every order once, by its status now, on the day on which it was placed', async () => {
    const { orderStatistics } = over(told());
    const second = await orderStatistics({ from: '2026-01-02', to: '2026-01-02' });
    expect(second).toMatchObject({
      total: 4,
      byStatus: { QUEUED: 1, COMPLETED: 2, CANCELLED: 1, FAILED: 0 },
      byType: { MARKET_BUY: 2, LIMIT_BUY: 1, LIMIT_SELL: 1, MARKET_SELL: 0 },
    });
    expect(plain(second.filledNotional)).toBe('300');
    expect(await orderStatistics({ from: '2026-01-03', to: '2026-01-03' })).toMatchObject({ total: 1 });
    expect(await orderStatistics(january)).toMatchObject({ total: 5 });
  });

  test.each([
    ['of a user', { username: alice }, 3, '200'],
    ['of an asset', { assetId: 'BTC' }, 3, '300'],
    ['of a user and an asset', { username: alice, assetId: 'BTC' }, 2, '200'],
    ['of nobody', { username: 'nobody_1' }, 0, '0'],
    ['in any spelling', { username: 'ALICE_01', assetId: 'btc' }, 2, '200'],
  ])('are those %s', async (_words, filter, total, notional) => {
    const statistics = await over(told()).orderStatistics({ ...january, ...filter });
    expect(statistics.total).toBe(total);
    expect(plain(statistics.filledNotional)).toBe(notional);
  });
});

describe('the volume of an asset', () => {
  test('is that of each day, also of those without a trade, and says which is not over', async () => {
    const story = new Story().on('2026-01-08').buy(alice, 'BTC', '2', '100.00').sell(bob, 'BTC', '0.5', '100.00', '10');
    story.on('2026-01-10').buy(alice, 'BTC', '1', '120.00').buy(alice, 'ETH', '9', '3.00').transfer(bob, 'BTC', '7');
    const { days } = await over(story).volume({ assetId: 'BTC', from: '2026-01-08', to: '2026-01-31' });
    expect(plain(days)).toEqual([
      { date: '2026-01-08', quantity: '2.5', notional: '250', trades: 2, isOpen: false },
      { date: '2026-01-09', quantity: '0', notional: '0', trades: 0, isOpen: false },
      { date: '2026-01-10', quantity: '1', notional: '120', trades: 1, isOpen: true },
    ]);
  });
});

describe('the performance of an account', () => {
  test('is what was published of Alice, who gains 10%, pays in, and gains 5%: 15.5%', async () => {
    const story = new Story().on('2026-01-01').cash(alice, '1000').price('BTC', '10').buy(alice, 'BTC', '100', '10');
    story.on('2026-01-03').price('BTC', '11');
    story.on('2026-01-04').cash(alice, '2200').buy(alice, 'BTC', '200', '11');
    story.on('2026-01-05').price('BTC', '11.55');
    const performance = await over(story).performance(alice, { from: '2026-01-01', to: '2026-01-05' });
    expect(plain(performance)).toMatchObject({
      days: [
        { date: '2026-01-01', value: '1000', netDeposits: '1000', isOpen: false },
        { date: '2026-01-02', value: '1000', netDeposits: '0', isOpen: false },
        { date: '2026-01-03', value: '1100', netDeposits: '0', isOpen: false },
        { date: '2026-01-04', value: '3300', netDeposits: '2200', isOpen: false },
        { date: '2026-01-05', value: '3465', netDeposits: '0', isOpen: false },
      ],
      timeWeightedReturn: '0.155',
      maxDrawdown: '0',
      realisedProfit: '0',
      unrealisedProfit: '265',
      fees: '0',
      unpriced: [],
    });
    // 1000 for four days and 2200 for one day have become 3465: a gain of 265 on the equivalent of 6200 for one day.
    expect(Number(plain(performance.moneyWeightedReturn))).toBeGreaterThan(1e5);
  });

  test('begins with what there was, as if it had been paid in the day before', async () => {
    const story = new Story().on('2025-01-05').cash(alice, '500').price('BTC', '50').buy(alice, 'BTC', '10', '50');
    story.on('2026-01-05').price('BTC', '55');
    const performance = await over(story).performance(alice, { from: '2025-01-06', to: '2026-01-05' });
    expect(performance.days).toHaveLength(365);
    expect(plain(performance)).toMatchObject({ timeWeightedReturn: '0.1', moneyWeightedReturn: '0.1' });
  });

  test('falls with the price and with the fees, and neither with deposits nor with withdrawals', async () => {
    const story = new Story()
      .on('2026-01-01')
      .price('BTC', '100')
      .cash(alice, '1010')
      .buy(alice, 'BTC', '10', '100', '10');
    story.on('2026-01-02').price('BTC', '80').cash(alice, '5000').cash(alice, '-3000', 'WITHDRAW');
    story.on('2026-01-03').price('BTC', '120').sell(alice, 'BTC', '5', '120', '500');
    const performance = await over(story).performance(alice, { from: '2026-01-01', to: '2026-01-03' });
    expect(plain(performance)).toMatchObject({ realisedProfit: '100', unrealisedProfit: '100', fees: '10' });
    expect(plain(performance.days.map(({ value }) => value))).toEqual(['1000', '2800', '3200']);
    // 1000/1010 × (2800 + 3000)/(1000 + 5000) × 3200/2800
    const growth = [1000 / 1010, 5800 / 6000, 3200 / 2800];
    const drawdown = 1 - (growth[0] ?? 0) * (growth[1] ?? 0);
    expect(Number(plain(performance.maxDrawdown))).toBeCloseTo(drawdown, 9);
    const linked = growth.reduce((product, one) => product * one, 1) - 1;
    expect(Number(plain(performance.timeWeightedReturn))).toBeCloseTo(linked, 9);
  });

  test('counts what is transferred at the price of its day, and a split as nothing', async () => {
    const story = new Story().on('2026-01-01').price('BTC', '100').transfer(alice, 'BTC', '3', '150');
    story.on('2026-01-02').price('BTC', '50').split(alice, 'BTC', '3', '2');
    story.on('2026-01-03').transfer(alice, 'BTC', '-1', '25');
    const performance = await over(story).performance(alice, { from: '2026-01-01', to: '2026-01-03' });
    expect(plain(performance.days.map(({ value, netDeposits }) => [value, netDeposits]))).toEqual([
      ['300', '300'],
      ['300', '0'],
      ['250', '-50'],
    ]);
    expect(plain(performance)).toMatchObject({ timeWeightedReturn: '0', unrealisedProfit: '125' });
  });

  test('goes by the last price of a day, by its time and its sequence', async () => {
    const story = new Story()
      .on('2026-01-01', '23:59:59.999Z')
      .price('BTC', '3', 2)
      .price('BTC', '2', 1)
      .price('BTC', '1');
    story.on('2026-01-01', '10:00:00.000Z').price('BTC', '9', 9).transfer(alice, 'BTC', '1');
    const { days } = await over(story).performance(alice, { from: '2026-01-01', to: '2026-01-01' });
    expect(plain(days[0]?.value)).toBe('3');
  });

  test('leaves out what has no price or rate, and names it', async () => {
    const story = new Story().on('2026-01-01').cash(alice, '10', 'DEPOSIT', 'EUR').transfer(alice, 'BTC', '1', '5');
    story.cash(alice, '7');
    const performance = await over(story).performance(alice, { from: '2026-01-01', to: '2026-01-02' });
    expect(plain(performance)).toMatchObject({ unpriced: ['BTC', 'EUR'], days: [{ value: '7' }, { value: '7' }] });
    expect(performance.unrealisedProfit).toBeUndefined();
    const rated = await over(story, { EUR: '1.1' }).performance(alice, { from: '2026-01-01', to: '2026-01-02' });
    expect(plain(rated)).toMatchObject({ unpriced: ['BTC'], days: [{ value: '18' }, { value: '18' }] });
  });

  test('ends today, which is not over', async () => {
    const { performance } = over(new Story().on('2026-01-09').cash(alice, '10'));
    const { days } = await performance(alice, { from: '2026-01-09', to: '2026-01-31' });
    expect(days.map(({ date, isOpen }) => [date, isOpen])).toEqual([
      ['2026-01-09', false],
      ['2026-01-10', true],
    ]);
  });

  test('of nobody is refused', async () => {
    const refused = over(new Story()).performance('nobody_1', january);
    await expect(refused).rejects.toMatchObject({ code: 'USER_NOT_FOUND', username: 'nobody_1' });
  });
});

describe('figures do not depend on how the events came', () => {
  test('to how many shards, in how many batches, and in which order', async () => {
    const random = seededRandom(7);
    const story = new Story();
    for (let day = 1; day <= 9; day++) {
      story.on(`2026-01-0${day}`).price('BTC', String(100 + Math.floor(random() * 50)), day);
      for (const username of [alice, bob])
        story
          .cash(username, String(100 + day))
          .buy(username, 'BTC', '0.5', '110')
          .sell(username, 'BTC', '0.25', '120', '27.5');
    }
    const figures = async ({ orderStatistics, volume, performance }: ReturnType<typeof serviceOver>) =>
      plain([
        await orderStatistics(january),
        await orderStatistics({ ...january, username: bob }),
        await volume({ ...january, assetId: 'BTC' }),
        await performance(alice, january),
      ]);
    const expected = await figures(over(story));
    for (let round = 0; round < 30; round++) {
      const shards = Array.from({ length: 1 + Math.floor(random() * 4) }, (): FeedEvent[][] => [[]]);
      const mixed = story.events
        .map((event) => ({ event, place: random() }))
        .sort((one, other) => one.place - other.place);
      for (const { event } of mixed) {
        const batches = shards[Math.floor(random() * shards.length)];
        if (random() < 0.3) batches?.push([]);
        batches?.at(-1)?.push(event);
      }
      expect(await figures(serviceOver(shards))).toEqual(expected);
    }
  });
});

describe('a request is refused', () => {
  const { orderStatistics, volume, performance } = over(new Story());
  test.each([
    ['without days', () => Reflect.apply(performance, undefined, [alice]), 'range'],
    ['with a day that is none', () => performance(alice, { from: '2026-02-30', to: '2026-03-01' }), 'from'],
    ['with a time', () => performance(alice, { from: '2026-01-01', to: '2026-01-02T00:00:00.000Z' }), 'to'],
    ['that ends before it begins', () => performance(alice, { from: '2026-01-02', to: '2026-01-01' }), 'to'],
    ['of more than ten years', () => performance(alice, { from: '2016-01-01', to: '2026-01-31' }), 'to'],
    ['of a name that is none', () => performance('?', january), 'username'],
    ['without an asset', () => Reflect.apply(volume, undefined, [january]), 'assetId'],
    [
      'with a field that is not known',
      () => Reflect.apply(orderStatistics, undefined, [{ ...january, user: bob }]),
      'user',
    ],
  ])('%s', async (_words, call, field) => {
    await expect(call()).rejects.toMatchObject({ code: 'VALIDATION_FAILED', field });
  });
});
