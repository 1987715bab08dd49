import { Decimal } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import { handWrittenTransaction } from './hand-written-commit.ts';
import { type HandWrittenTick, handWrittenFill } from './hand-written-fill.ts';
import { fallingKey, risingKey } from './hand-written-keys.ts';
import { handWrittenMarks } from './hand-written-marks.ts';

interface LastRow {
  readonly price: string;
  readonly at: string;
  readonly is_settled: number;
  readonly version: number;
}
interface OrderRow {
  readonly username: string;
  readonly order_id: string;
  readonly fall_key: string;
}

const PAGE_SIZE = 50;

/**
 * A tick by hand, after the first one, with the same reads, writes and transactions as ours: each order is filled in
 * its own transaction. It fills limit buys and raises the marks of groups, and nothing else that a price may reach.
 * Returns how many orders it filled. See `handWrittenMarketBuy`.
 */
export function handWrittenTick(database: Database.Database): (assetId: string, priceText: string) => number {
  const transaction = handWrittenTransaction(database);
  const fill = handWrittenFill(database);
  const marks = handWrittenMarks(database);
  const selectAsset = database.prepare<[string], { readonly is_active: number }>(
    'SELECT is_active FROM assets WHERE asset_id = ?',
  );
  const selectLast = database.prepare<[string], LastRow>(
    'SELECT price, at, is_settled, version FROM last_ticks WHERE asset_id = ?',
  );
  const updateLast = database.prepare(`
    UPDATE last_ticks SET price = ?, at = ?, is_settled = ?, version = version + 1, updated_at = ?
    WHERE asset_id = ? AND version = ?`);
  const selectFallen = database.prepare<[string, string, string, string, number], OrderRow>(`
    SELECT username, order_id, fall_key FROM orders INDEXED BY orders_by_fall
    WHERE fall_book = ? AND (fall_key, order_id) > (?, ?) AND fall_key <= ? ORDER BY fall_key, order_id LIMIT ?`);
  const selectOthers = ['trailing_groups', 'orders'].map((table) => {
    const [book, key, index, id] =
      table === 'orders'
        ? ['rise_book', 'rise_key', 'rise', 'order_id']
        : ['fall_book', 'fall_key', 'fall', 'group_id'];
    return {
      key: table === 'orders' ? risingKey : fallingKey,
      select: database.prepare<[string, string, number]>(`
        SELECT ${id} FROM ${table} INDEXED BY ${table}_by_${index}
        WHERE ${book} = ? AND ${key} <= ? ORDER BY ${key}, ${id} LIMIT ?`),
    };
  });

  const fallen = ({ assetId, price }: HandWrittenTick, after: OrderRow | undefined): readonly OrderRow[] =>
    selectFallen.all(assetId, after?.fall_key ?? '', after?.order_id ?? '', fallingKey(price), PAGE_SIZE);

  /** Finds what the tick reaches, and records the tick. It is finished if it reaches nothing. */
  function record(tick: HandWrittenTick) {
    const { assetId, price } = tick;
    const last = selectLast.get(assetId);
    if (selectAsset.get(assetId)?.is_active !== 1) throw new Error('nothing to trade');
    if (last?.is_settled !== 1 || tick.at < last.at) throw new Error('another tick is not done, or later');
    const orders = fallen(tick, undefined);
    const groups = marks.below(assetId, price);
    if (selectOthers.some(({ key, select }) => select.get(assetId, key(price), PAGE_SIZE) !== undefined))
      throw new Error('reaches what only ours can fill');
    const reachesNothing = orders.length === 0 && groups.length === 0;
    updateLast.run(price.toString(), tick.at, Number(reachesNothing), now(), assetId, last.version);
    return { orders, groups, reachesNothing };
  }

  function requireLast({ assetId, price, at }: HandWrittenTick): LastRow {
    const last = selectLast.get(assetId);
    if (last?.at !== at || !price.eq(last.price)) throw new Error('overtaken');
    return last;
  }

  function fillAll(tick: HandWrittenTick, first: readonly OrderRow[]): number {
    let filled = 0;
    for (let page = first; page.length > 0; page = page.length < PAGE_SIZE ? [] : fallen(tick, page.at(-1))) {
      for (const { username, order_id: orderId } of page) {
        transaction(() => {
          requireLast(tick);
          fill(tick, { username, orderId });
        });
        filled++;
      }
    }
    return filled;
  }

  return (assetId, priceText) => {
    const tick = { assetId, price: new Decimal(priceText), at: now() };
    const { orders, groups, reachesNothing } = transaction(() => record(tick));
    if (reachesNothing) return 0;
    for (const { group_id: groupId } of groups) {
      transaction(() => {
        requireLast(tick);
        marks.lift(assetId, groupId, tick.price);
      });
    }
    const filled = fillAll(tick, orders);
    transaction(() => {
      const { price, at, version } = requireLast(tick);
      updateLast.run(price, at, 1, now(), assetId, version);
    });
    return filled;
  };
}

function now(): string {
  return new Date().toISOString();
}
