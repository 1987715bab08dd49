import { placeOrderSchema } from '@orderfolio/domain/schemas';
import { describe, expect, test } from 'vitest';
import {
  changed,
  commandOf,
  EMPTY_TICKET,
  kindsOf,
  ruleOf,
  sizingsOf,
  type Ticket,
  timesOf,
} from '../page/user/ticket.ts';

const FILLED: Ticket = {
  ...EMPTY_TICKET,
  assetId: 'BTC',
  quantity: '0.5',
  amount: '100.00',
  limitPrice: '48000.00',
  stopPrice: '45000.00',
  trailAmount: '500.00',
  trailPercent: '5',
  expiresAt: '2026-03-02T18:00',
};

function commandFor(values: Partial<Ticket>): unknown {
  const filled = commandOf(changed(FILLED, values));
  if (!('command' in filled)) throw new Error(`not filled in: ${JSON.stringify(filled)}`);
  return filled.command;
}

describe('the command of a ticket', () => {
  test('has the terms of its type and no others', () => {
    expect(commandFor({})).toEqual({ orderType: 'MARKET_BUY', assetId: 'BTC', currency: 'USD', quantity: '0.5' });
    expect(commandFor({ side: 'SELL', sizing: 'amount', currency: 'EUR' })).toEqual({
      orderType: 'MARKET_SELL',
      assetId: 'BTC',
      currency: 'EUR',
      amount: '100.00',
    });
    expect(commandFor({ kind: 'LIMIT', timeInForce: 'FOK' })).toEqual({
      orderType: 'LIMIT_BUY',
      assetId: 'BTC',
      currency: 'USD',
      quantity: '0.5',
      limitPrice: '48000.00',
      timeInForce: 'FOK',
    });
    expect(commandFor({ side: 'SELL', kind: 'STOP_LOSS', sizing: 'all' })).toEqual({
      orderType: 'STOP_LOSS_SELL',
      assetId: 'BTC',
      currency: 'USD',
      quantity: 'ALL',
      stopPrice: '45000.00',
      timeInForce: 'GTC',
    });
    expect(commandFor({ side: 'SELL', kind: 'TRAILING_STOP', trail: 'trailAmount' })).toMatchObject({
      orderType: 'TRAILING_STOP_SELL',
      trailAmount: '500.00',
    });
    expect(commandFor({ side: 'SELL', kind: 'TRAILING_STOP' })).not.toHaveProperty('trailAmount');
  });

  test('is one that the service takes, whatever is chosen', () => {
    for (const side of ['BUY', 'SELL'] as const) {
      for (const kind of kindsOf({ ...FILLED, side })) {
        for (const sizing of sizingsOf({ ...FILLED, side, kind })) {
          for (const timeInForce of [undefined, ...timesOf({ ...FILLED, kind })]) {
            for (const trail of ['trailAmount', 'trailPercent'] as const) {
              const command = commandFor({ side, kind, sizing, trail, ...(timeInForce && { timeInForce }) });
              const taken = placeOrderSchema.safeParse({ username: 'alice_01', ...Object(command) });
              expect(taken.error?.issues, JSON.stringify(command)).toBeUndefined();
            }
          }
        }
      }
    }
  });

  test('expires at the moment that the reader has named in the own zone', () => {
    expect(commandFor({ kind: 'LIMIT', timeInForce: 'GTD' })).toMatchObject({
      timeInForce: 'GTD',
      expiresAt: new Date(2026, 2, 2, 18, 0).toISOString(),
    });
  });

  test('is not there before the ticket is filled in, and says what is missing', () => {
    const ticket = { ...EMPTY_TICKET, kind: 'LIMIT', timeInForce: 'GTD' } as const;

    expect(commandOf(ticket)).toEqual({ missing: ['assetId', 'quantity', 'limitPrice', 'expiresAt'], wrong: {} });
  });

  test('is not there for what is no amount', () => {
    const ticket = { ...FILLED, kind: 'LIMIT', quantity: '1,000.5', limitPrice: '-3' } as const;

    expect(commandOf(ticket)).toEqual({
      missing: [],
      wrong: {
        quantity: 'must be written with a point for the decimals, and without commas',
        limitPrice: 'must be greater than 0',
      },
    });
    expect(ruleOf('1e3')).toBe('must be a number such as 0.5');
    expect(ruleOf('0.00')).toBe('must be greater than 0');
    expect(ruleOf('0.5')).toBeUndefined();
  });
});

describe('a change of a ticket', () => {
  test('takes away what its order cannot have any more', () => {
    const stop = changed(FILLED, { side: 'SELL', kind: 'TRAILING_STOP', sizing: 'all', timeInForce: 'GTD' });

    expect(changed(stop, { side: 'BUY' })).toMatchObject({ kind: 'MARKET', sizing: 'quantity' });
    expect(
      changed({ ...FILLED, kind: 'LIMIT', timeInForce: 'IOC', side: 'SELL' }, { kind: 'STOP_LOSS' }),
    ).toMatchObject({
      timeInForce: 'GTC',
    });
    expect(changed({ ...FILLED, sizing: 'amount' }, { kind: 'LIMIT' })).toMatchObject({ sizing: 'quantity' });
  });

  test('keeps what was typed', () => {
    const limit = changed(FILLED, { kind: 'LIMIT' });

    expect(changed(changed(limit, { kind: 'MARKET' }), { kind: 'LIMIT' }).limitPrice).toBe('48000.00');
  });
});
