import { type DecimalInput, percentageFee } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { thrownBy } from '../fixtures.ts';

const ORDER = { username: 'alice_01', orderType: 'MARKET_BUY', side: 'BUY', assetId: 'BTC', currency: 'USD' } as const;

describe('percentageFee', () => {
  test('answers every order with the same terms, and every conversion with the same spread', () => {
    const schedule = percentageFee('0.001', { minimum: '0.50', spread: '0.01' });
    expect(JSON.parse(JSON.stringify(schedule.termsOf(ORDER)))).toEqual({ rate: '0.001', minimum: '0.5' });
    expect(String(schedule.spreadOf?.({ username: 'alice_01', from: 'USD', to: 'EUR' }))).toBe('0.01');
  });

  test.each<[string, DecimalInput, Parameters<typeof percentageFee>[1]]>([
    ['a rate of all', '1', {}],
    ['a rate below zero', '-0.001', {}],
    ['a maximum below the minimum', '0.001', { minimum: '2', maximum: '1' }],
    ['a minimum below zero', '0.001', { minimum: '-1' }],
    ['a spread of all', '0.001', { spread: '1' }],
  ])('refuses %s when it is made', (_what, rate, bounds) => {
    expect(thrownBy(() => percentageFee(rate, bounds))).toMatchObject({ code: 'CONFIGURATION_INVALID', field: 'fees' });
  });
});
