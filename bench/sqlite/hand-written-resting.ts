import { createUlidGenerator, Decimal, systemClock, ZERO } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import { type AssetRow, type BalanceRow, requireQuantity, type TickRow } from './hand-written.ts';
import { handWrittenTransaction } from './hand-written-commit.ts';
import { fallingKey } from './hand-written-keys.ts';

interface OrderRow {
  readonly status: string;
  readonly held_amount: string;
  readonly version: number;
}
interface LimitBuy {
  readonly username: string;
  readonly assetId: string;
  readonly quantity: string;
  readonly limitPrice: string;
}

const CENTS = 2;
const ROUND_UP = 3;

/** Places a limit buy that rests, and cancels it, by hand: see `handWrittenMarketBuy`. */
export function handWrittenResting(database: Database.Database) {
  const ids = createUlidGenerator(systemClock);
  const transaction = handWrittenTransaction(database);
  const selectBalance = database.prepare<[string], BalanceRow>(
    "SELECT available, held, sequence, suspended, version FROM balances WHERE username = ? AND currency = 'USD'",
  );
  const selectAsset = database.prepare<[string], AssetRow>(
    'SELECT price_usd, price_at, is_active, quantity_scale, min_quantity FROM assets WHERE asset_id = ?',
  );
  const selectLastTick = database.prepare<[string], TickRow>('SELECT price, at FROM last_ticks WHERE asset_id = ?');
  const selectHolding = database.prepare<[string, string], { readonly available: string }>(
    'SELECT available FROM asset_balances WHERE username = ? AND asset_id = ?',
  );
  const selectOrder = database.prepare<[string, string], OrderRow>(
    'SELECT status, held_amount, version FROM orders WHERE username = ? AND order_id = ?',
  );
  const selectHoldRow = database.prepare<[string, string], { readonly status: string; readonly version: number }>(
    'SELECT status, version FROM balance_transactions WHERE username = ? AND transaction_id = ?',
  );
  const insertOrder = database.prepare(`
    INSERT INTO orders (username, order_id, order_type, asset_id, quantity, time_in_force, limit_price, status,
      held_amount, fall_book, fall_key, version, created_at, updated_at)
    VALUES (?, ?, 'LIMIT_BUY', ?, ?, 'GTC', ?, 'QUEUED', ?, ?, ?, 1, ?, ?)`);
  const insertHoldRow = database.prepare(`
    INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description,
      reference_id, balance_after, balance_sequence, version, created_at, updated_at)
    VALUES (?, ?, 'ORDER_HOLD', ?, 'USD', 'PENDING', ?, ?, ?, ?, 1, ?, ?)`);
  const updateBalance = database.prepare(`
    UPDATE balances SET available = ?, held = ?, last_id = max(coalesce(last_id, ''), ?), version = version + 1, updated_at = ?
    WHERE username = ? AND currency = 'USD' AND version = ?`);
  const cancelOrder = database.prepare(`
    UPDATE orders SET status = 'CANCELLED', held_amount = '0', fall_book = NULL, fall_key = NULL, version = version + 1, updated_at = ?
    WHERE username = ? AND order_id = ? AND version = ?`);
  const cancelHoldRow = database.prepare(`
    UPDATE balance_transactions SET status = 'CANCELLED', version = version + 1, updated_at = ?
    WHERE username = ? AND transaction_id = ? AND version = ?`);

  function move(username: string, balance: BalanceRow, toHeld: Decimal, orderId: string, now: string): Decimal {
    const available = new Decimal(balance.available).minus(toHeld);
    const held = new Decimal(balance.held).plus(toHeld);
    if (available.lt(ZERO)) throw new Error('refused');
    const parts = [available.toString(), held.toString()] as const;
    const { changes } = updateBalance.run(...parts, orderId, now, username, balance.version);
    if (changes !== 1) throw new Error('the balance has changed');
    return available.plus(held);
  }

  return {
    place: ({ username, assetId, quantity, limitPrice }: LimitBuy): string =>
      transaction(() => {
        const balance = selectBalance.get(username);
        const asset = selectAsset.get(assetId);
        const last = selectLastTick.get(assetId);
        selectHolding.get(username, assetId);
        if (asset?.is_active !== 1 || balance === undefined) throw new Error('nothing to buy, or nobody');
        if (balance.suspended !== null) throw new Error('the user is suspended');
        const limit = new Decimal(limitPrice);
        const price = last !== undefined && last.at >= asset.price_at ? last.price : asset.price_usd;
        if (limit.gte(price)) throw new Error('fills at once');
        const amount = new Decimal(quantity);
        requireQuantity(asset, amount);
        const cost = limit.times(amount).round(CENTS, ROUND_UP);

        const now = new Date().toISOString();
        const orderId = ids.next();
        const [stored, held] = [amount.toString(), cost.toString()];
        insertOrder.run(
          username,
          orderId,
          assetId,
          stored,
          limit.toString(),
          held,
          assetId,
          fallingKey(limit),
          now,
          now,
        );
        const after = move(username, balance, cost, orderId, now).toString();
        const description = `Hold for ${stored} ${assetId} at ${limit} or less`;
        const shown = [description, orderId, after, balance.sequence] as const;
        insertHoldRow.run(username, orderId, cost.neg().toString(), ...shown, now, now);
        return orderId;
      }),

    cancel: (username: string, orderId: string): void =>
      transaction(() => {
        const order = selectOrder.get(username, orderId);
        const balance = selectBalance.get(username);
        const holdRow = selectHoldRow.get(username, orderId);
        if (order?.status !== 'QUEUED' || holdRow?.status !== 'PENDING') throw new Error('the order has ended');
        if (balance === undefined) throw new Error('nobody');
        const now = new Date().toISOString();
        if (cancelOrder.run(now, username, orderId, order.version).changes !== 1)
          throw new Error('the order has changed');
        move(username, balance, new Decimal(order.held_amount).neg(), orderId, now);
        cancelHoldRow.run(now, username, orderId, holdRow.version);
      }),
  };
}
