import type { Orderfolio, PlaceOrder } from '@orderfolio/domain';
import type { Command } from './command-costs.ts';

const username = 'alice_01';
const rest = { username, assetId: 'BTC', quantity: '0.001' } as const;
const EXPIRY = '2026-06-01T00:00:00.000Z';

/**
 * The commands of resting orders, at a price of 50,000. They leave four orders: a limit sell with a key and one
 * without, a stop-loss and a trailing stop.
 */
export function restingCommands(app: Orderfolio): readonly Command[] {
  const orderIds = new Map<string, string>();
  const idOf = (command: string): string => orderIds.get(command) ?? '';
  const place = (command: string, order: PlaceOrder): Command => [
    command,
    async () => {
      orderIds.set(command, (await app.orders.place(order)).order.orderId);
    },
  ];
  const price = (command: string, amount: string, second: number): Command => [
    command,
    () => app.orders.onPrice({ assetId: 'BTC', price: amount, at: `2026-01-01T00:00:0${second}.000Z` }),
  ];
  return [
    place('limit sell in another currency', {
      ...rest,
      orderType: 'LIMIT_SELL',
      currency: 'EUR',
      limitPrice: '60000.00',
    }),
    place('limit buy in another currency', { ...rest, orderType: 'LIMIT_BUY', currency: 'EUR', limitPrice: '100.00' }),
    [
      'cancel a resting buy in another currency',
      () => app.orders.cancel(username, idOf('limit buy in another currency')),
    ],
    [
      'a price that reaches one order in another currency',
      () => app.orders.onPrice({ assetId: 'BTC', currency: 'EUR', price: '60000.00', at: '2026-01-01T00:00:05.000Z' }),
    ],
    place('limit buy', { ...rest, orderType: 'LIMIT_BUY', limitPrice: '48000.00' }),
    place('limit buy, with a clientOrderId', {
      ...rest,
      orderType: 'LIMIT_BUY',
      limitPrice: '47000.00',
      clientOrderId: 'limit-1',
    }),
    place('limit buy, until a date', { ...rest, orderType: 'LIMIT_BUY', limitPrice: '46000.00', expiresAt: EXPIRY }),
    place('limit buy that fills at once', { ...rest, orderType: 'LIMIT_BUY', limitPrice: '50000.00' }),
    place('limit sell', { ...rest, orderType: 'LIMIT_SELL', limitPrice: '60000.00' }),
    place('limit sell, with a clientOrderId', {
      ...rest,
      orderType: 'LIMIT_SELL',
      limitPrice: '61000.00',
      clientOrderId: 'limit-2',
    }),
    place('stop-loss', { ...rest, orderType: 'STOP_LOSS_SELL', stopPrice: '40000.00' }),
    place('take-profit', { ...rest, orderType: 'TAKE_PROFIT_SELL', stopPrice: '62000.00' }),
    place('trailing stop', { ...rest, orderType: 'TRAILING_STOP_SELL', trailAmount: '5000.00' }),
    [
      'replace a resting buy',
      async () => {
        const { order } = await app.orders.replace({ username, orderId: idOf('limit buy'), limitPrice: '48500.00' });
        orderIds.set('limit buy', order.orderId);
      },
    ],
    ['cancel a resting buy', () => app.orders.cancel(username, idOf('limit buy'))],
    ['cancel a resting sell', () => app.orders.cancel(username, idOf('take-profit'))],
    price('a price that reaches nothing', '49000.00', 1),
    price('a price that reaches one order', '47000.00', 2),
    price('a price above the mark of a trailing stop', '50001.00', 3),
    price('a price above the mark of a group', '50002.00', 4),
    ['expire, with nothing due', () => app.orders.expireDue()],
    ['expire one order', () => app.orders.expireDue(EXPIRY)],
  ];
}
