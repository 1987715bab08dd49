import { describe, expect, test } from 'vitest';
import { EventLog, shows } from '../page/operator/event-log.ts';
import { EVENT_GROUPS, type FeedEvent, feedEventOf, summaryOf } from '../page/operator/feed-event.ts';
import { wordOf } from '../page/parts/wording.ts';

const event = (id: string, more: Partial<FeedEvent> = {}): FeedEvent => ({
  id,
  type: 'CASH_MOVED',
  at: '2026-01-02T03:04:05.000Z',
  username: 'alice_01',
  data: {},
  ...more,
});
const idsOf = (events: readonly FeedEvent[]) => events.map(({ id }) => id);

describe('an event of the feed', () => {
  test('is read from the data of a message', () => {
    const told = event('order/alice_01/1/ORDER_PLACED', { data: { schema: 1 } });
    expect(feedEventOf(JSON.stringify(told))).toEqual(told);
  });

  test('is passed by if it cannot be read', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"id":"1","type":"X","at":"now"}',
      '{"id":1,"type":"X","at":"","data":{}}',
    ])
      expect(feedEventOf(text)).toBeUndefined();
  });

  test.each([
    [
      'ORDER_PLACED',
      { orderType: 'LIMIT_BUY', quantity: '1234.5', assetId: 'BTC', limitPrice: '50000.00', currency: 'USD' },
      'Limit buy 1,234.5 BTC, limit 50,000.00 USD',
    ],
    [
      'ORDER_FILLED',
      { orderType: 'MARKET_SELL', quantity: '2', assetId: 'BTC', executionPrice: '7', currency: 'EUR' },
      'Market sell 2 BTC at 7 EUR',
    ],
    [
      'ORDER_CANCELLED',
      { orderType: 'LIMIT_BUY', quantity: '2', assetId: 'BTC', reason: 'by its user' },
      'Limit buy 2 BTC: by its user',
    ],
    ['ORDER_EXPIRED', { orderType: 'LIMIT_BUY', quantity: '2', assetId: 'BTC' }, 'Limit buy 2 BTC'],
    [
      'CASH_MOVED',
      { type: 'DEPOSIT', amount: '1000.00', currency: 'USD', balanceAfter: '2500.00' },
      'Deposit 1,000.00 USD, balance 2,500.00',
    ],
    [
      'CASH_MOVED',
      { type: 'ORDER_PAYMENT', amount: '-40.00', currency: 'USD', balanceAfter: '2460.00' },
      'Purchase −40.00 USD, balance 2,460.00',
    ],
    [
      'CASH_SETTLED',
      { type: 'WITHDRAW', amount: '-5.00', currency: 'USD', status: 'FAILED' },
      'Withdrawal −5.00 USD: Failed',
    ],
    ['ASSET_MOVED', { type: 'OF_A_LATER_RELEASE', quantity: '3', assetId: 'ETH' }, 'Of a later release 3 ETH'],
    ['ASSET_MOVED', { type: 'TRANSFER_IN', quantity: '3', assetId: 'ETH' }, 'Transfer in 3 ETH'],
    ['USER_CREATED', { role: 'customer', status: 'ACTIVE' }, 'Customer, active'],
    ['USER_CHANGED', { status: 'SUSPENDED', fields: ['status', 'statusBy'] }, 'Suspended, changed: status, statusBy'],
    ['ASSET_CHANGED', { assetId: 'BTC', isNew: true }, 'BTC added to the catalogue'],
    ['ASSET_CHANGED', { assetId: 'BTC', isNew: false, fields: ['isActive'] }, 'BTC changed: isActive'],
    ['PRICE_APPLIED', { assetId: 'BTC', price: '50000.00', currency: 'USD' }, 'BTC 50,000.00 USD'],
    ['OF_A_LATER_RELEASE', { assetId: 'BTC' }, ''],
  ])('%s is told in a line', (type, data, line) => {
    expect(summaryOf(event('1', { type, data }))).toBe(line);
  });

  test('is told in a line whatever its data is', () => {
    for (const type of Object.values(EVENT_GROUPS).flat())
      expect(summaryOf(event('1', { type, data: { fields: 3, quantity: {}, reason: null } }))).toBeTypeOf('string');
  });

  test('has words in place of capitals', () => {
    expect(wordOf('TRAILING_STOP_SELL')).toBe('Trailing stop sell');
    expect(wordOf('')).toBe('');
  });
});

describe('the filter of events', () => {
  test('shows a group of types', () => {
    expect(shows({ group: 'cash', user: '' }, event('1'))).toBe(true);
    expect(shows({ group: 'orders', user: '' }, event('1'))).toBe(false);
    expect(shows({ group: 'all', user: '' }, event('1', { type: 'OF_A_LATER_RELEASE' }))).toBe(true);
  });

  test('shows the events of users whose names begin like that', () => {
    expect(shows({ group: 'all', user: ' ALI' }, event('1'))).toBe(true);
    expect(shows({ group: 'all', user: 'lice' }, event('1'))).toBe(false);
    expect(shows({ group: 'all', user: 'a' }, event('1', { username: undefined }))).toBe(false);
  });
});

describe('the log of events', () => {
  test('has the newest first, and as many as it may', () => {
    const log = new EventLog(3);
    log.add([event('1'), event('2')]);
    log.add([event('3'), event('4')]);
    expect(idsOf(log.shown.value)).toEqual(['4', '3', '2']);
    expect(log.total.value).toBe(4);
  });

  test('keeps an event that comes again once', () => {
    const log = new EventLog();
    log.add([event('1'), event('1')]);
    log.add([event('2'), event('1')]);
    expect(idsOf(log.shown.value)).toEqual(['2', '1']);
    expect(log.total.value).toBe(2);
  });

  test('stays as it is while it is paused, and counts what has come', () => {
    const log = new EventLog(3);
    log.add([event('1')]);
    log.pause();
    log.add([event('2'), event('3'), event('4')]);
    expect(idsOf(log.shown.value)).toEqual(['1']);
    expect(log.waiting.value).toBe(3);
    log.resume();
    expect(idsOf(log.shown.value)).toEqual(['4', '3', '2']);
    expect(log.waiting.value).toBe(0);
    expect(log.isPaused.value).toBe(false);
  });

  test('is empty after it was cleared, and goes on', () => {
    const log = new EventLog();
    log.add([event('1')]);
    log.hasGap.value = true;
    log.pause();
    log.clear();
    expect(log.hasGap.value).toBe(false);
    log.add([event('2')]);
    expect(idsOf(log.shown.value)).toEqual(['2']);
    expect(log.total.value).toBe(1);
  });
});
