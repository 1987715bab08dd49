import { createOrderfolio, Decimal, type RateSource } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `RateRepository`, and the exchange rates that commands go by. */
export const rates: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds a rate as stored, whichever way round, and as it has become', async ({ store, clock, make, commit }) => {
    const rate = make.rate({ base: 'EUR', quote: 'USD' });
    await commit(insert('rate', rate));
    expect(await store.rates.get('EUR', 'USD')).toEqual(rate);
    expect(await store.rates.get('USD', 'EUR')).toEqual(rate);
    expect(await store.rates.get('EUR', 'GBP')).toBeUndefined();
    clock.advance(60_000);
    const changed = make.next(rate, { base: 'USD', quote: 'EUR', rate: new Decimal('0.9') });
    await commit(save('rate', rate, changed));
    expect(await store.rates.get('EUR', 'USD')).toEqual(changed);
    expect((await store.rates.list()).items).toEqual([changed]);
  });

  it('sets a rate, and the newer one in its place', async ({ app, clock }) => {
    const first = await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
    expect(first).toMatchObject({
      pair: 'EUR/USD',
      rate: new Decimal('1.1'),
      at: clock.now().toISOString(),
      version: 1,
    });
    clock.advance(1_000);
    const second = await app.rates.set({ base: 'USD', quote: 'EUR', rate: '0.9' });
    expect(second).toMatchObject({ pair: 'EUR/USD', base: 'USD', rate: new Decimal('0.9'), version: 2 });
    expect(await everyItem((page) => app.rates.list(page))).toEqual([second]);
  });

  it('leaves a rate as it is at one that is older', async ({ app, clock, raw }) => {
    const at = clock.now().toISOString();
    clock.advance(1_000);
    const newer = await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
    await expectNothingWritten({ raw }, async () => {
      expect(await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.20', at })).toEqual(newer);
    });
    const corrected = await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.30', at: newer.at });
    expect(corrected).toMatchObject({ rate: new Decimal('1.3'), at: newer.at, version: 2 });
  });

  it('tells the rate that was set, its inverse, and the one over the dollar', async ({ app, clock }) => {
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
    const older = clock.now().toISOString();
    clock.advance(1_000);
    await app.rates.set({ base: 'USD', quote: 'JPY', rate: '150' });
    const told = async (base: 'EUR' | 'USD' | 'JPY', quote: 'EUR' | 'USD' | 'JPY') =>
      (await app.rates.get(base, quote)).rate.toString();
    expect(await told('EUR', 'USD')).toBe('1.1');
    expect(await told('USD', 'EUR')).toBe('0.9090909090909090909');
    expect(await told('EUR', 'JPY')).toBe('165');
    expect(await told('JPY', 'EUR')).toBe('0.006060606060606060606');
    // As old as the older of the two.
    expect(await app.rates.get('EUR', 'JPY')).toMatchObject({ base: 'EUR', quote: 'JPY', at: older });
    await app.rates.set({ base: 'EUR', quote: 'JPY', rate: '166' });
    expect(await told('EUR', 'JPY')).toBe('166');
    await expectRefusal(app.rates.get('EUR', 'CHF'), 'RATE_UNAVAILABLE', { base: 'EUR', quote: 'CHF' });
  });

  it('has no rate that is too old, or of the future', async ({ app, clock, store, timer }) => {
    const strict = createOrderfolio({ store, clock, timer, maxRateAgeMs: 60_000 });
    const { at: quotedAt } = await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
    clock.advance(60_000);
    expect((await strict.rates.get('EUR', 'USD')).at).toBe(quotedAt);
    clock.advance(1);
    await expectRefusal(strict.rates.get('EUR', 'USD'), 'RATE_UNAVAILABLE', { quotedAt });
    expect((await app.rates.get('EUR', 'USD')).at).toBe(quotedAt);
    // The clock was set back: nobody knows how old that rate is.
    clock.set(new Date(Date.parse(quotedAt) - 61_000).toISOString());
    await expectRefusal(strict.rates.get('EUR', 'USD'), 'RATE_UNAVAILABLE', { quotedAt });
  });

  it('goes by the source that is given, and by nothing else', async (place) => {
    const { app, clock } = place;
    await app.rates.set({ base: 'GBP', quote: 'USD', rate: '1.30' });
    const at = clock.now().toISOString();
    const asked: string[] = [];
    const given = appWith(place, {
      rate({ base, quote }) {
        asked.push(`${base} ${quote}`);
        return quote === 'USD' && base === 'EUR' ? { rate: '1.20', at } : undefined;
      },
    });
    expect(await given.rates.get('EUR', 'USD')).toEqual({ base: 'EUR', quote: 'USD', rate: new Decimal('1.2'), at });
    await expectRefusal(given.rates.get('GBP', 'USD'), 'RATE_UNAVAILABLE', {});
    expect(asked).toEqual(['EUR USD', 'GBP USD']);
    asked.length = 0;
    await expectRefusal(given.rates.get('EUR', 'JPY'), 'RATE_UNAVAILABLE', {});
    expect(asked).toEqual(['EUR JPY', 'EUR USD', 'USD JPY']);
  });

  it('has no rate of a source that fails, is late, or talks nonsense, and says why', async (place) => {
    const at = place.clock.now().toISOString();
    const answers: readonly unknown[] = [
      Promise.reject(new Error('no line')),
      new Promise(() => undefined),
      { rate: '-1', at },
      { rate: 1.1, at },
      { rate: '1.1', at: 'now' },
      { rate: '1.1' },
      '1.1',
      null,
    ];
    for (const answer of answers) {
      const given = appWith(place, { rate: () => answer as ReturnType<RateSource['rate']> });
      const refusal = await given.rates.get('EUR', 'USD').catch((error: unknown) => error);
      expect(refusal, String(answer)).toMatchObject({ code: 'RATE_UNAVAILABLE', retryable: true });
      expect(refusal, String(answer)).toHaveProperty('cause', expect.anything());
    }
    const none = appWith(place, { rate: () => ({ rate: '0', at }) });
    await expectRefusal(none.rates.get('EUR', 'USD'), 'RATE_UNAVAILABLE', { quotedAt: undefined });
  });
};

/** An app of the same store that asks this source. */
export function appWith({ store, clock, timer }: Place, source: RateSource) {
  return createOrderfolio({ store, clock, timer, rates: source, quoteTimeoutMs: 50 });
}
