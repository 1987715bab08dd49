import { Decimal } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import { ascendingKey, descendingKey } from '../../src/sort-key.ts';

/**
 * Gives a user `orders` resting orders of BTC (an even number), each at its own price: limit buys below every price of
 * the tests, and limit sales above. They are written past the services, and hold nothing. The ids are older than any
 * new one.
 */
export function addOpenOrders(database: Database.Database, username: string, orders: number): void {
  const insert = database.prepare(
    `INSERT INTO orders (username, order_id, order_type, asset_id, quantity, time_in_force, limit_price, expires_at, status,
       fall_key, rise_book, rise_key, due_at, version, created_at, updated_at)
     VALUES (?, ?, ?, 'BTC', '1', 'GTD', ?, '9999-12-31T00:00:00.000Z', 'QUEUED', ?, ?, ?, '9999-12-31T00:00:00.000Z', 1, ?, ?)`,
  );
  const at = '2020-01-01T00:00:00.000Z';
  const idOf = (number: number): string => `01E${String(number).padStart(23, '0')}`;
  database.transaction(() => {
    for (let number = 0; number < orders; number += 2) {
      const low = new Decimal(String(number + 1)).times('0.01');
      const high = low.plus('1000000');
      insert.run(username, idOf(number), 'LIMIT_BUY', low.toString(), descendingKey(low), null, null, at, at);
      insert.run(username, idOf(number + 1), 'LIMIT_SELL', high.toString(), null, 'BTC', ascendingKey(high), at, at);
    }
  })();
}
