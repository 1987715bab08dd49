import { createUlidGenerator, Decimal, systemClock, ZERO } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import type { BalanceRow } from './hand-written.ts';

/** A price of an asset, and when it was the price. */
export interface HandWrittenTick {
  readonly assetId: string;
  readonly price: Decimal;
  readonly at: string;
}

interface OrderRow {
  readonly status: string;
  readonly quantity: string;
  readonly limit_price: string;
  readonly held_amount: string;
  readonly version: number;
}
interface Versioned {
  readonly version: number;
}
interface HoldingRow extends Versioned {
  readonly available: string;
  readonly held: string;
  readonly cost_basis: string | null;
  readonly sequence: number;
}

const CENTS = 2;
const ROUND_UP = 3;

/** Fills one resting limit buy of a user who has a holding already. The caller has begun a transaction. */
export function handWrittenFill(database: Database.Database): (tick: HandWrittenTick, order: Found) => void {
  const ids = createUlidGenerator(systemClock);
  const selectAsset = database.prepare<[string], { readonly is_active: number }>(
    'SELECT is_active FROM assets WHERE asset_id = ?',
  );
  const selectOrder = database.prepare<[string, string], OrderRow>(`
    SELECT status, quantity, limit_price, held_amount, version FROM orders WHERE username = ? AND order_id = ?`);
  const selectBalance = database.prepare<[string], BalanceRow>(
    "SELECT available, held, sequence, suspended, version FROM balances WHERE username = ? AND currency = 'USD'",
  );
  const selectHolding = database.prepare<[string, string], HoldingRow>(
    'SELECT available, held, cost_basis, sequence, version FROM asset_balances WHERE username = ? AND asset_id = ?',
  );
  const selectHoldRow = database.prepare<[string, string], Versioned & { readonly status: string }>(
    'SELECT status, version FROM balance_transactions WHERE username = ? AND transaction_id = ?',
  );
  const updateOrder = database.prepare(`
    UPDATE orders SET status = 'COMPLETED', execution_price = ?, total_amount = ?, held_amount = '0', triggered_at = ?,
      fall_book = NULL, fall_key = NULL, version = version + 1, updated_at = ?
    WHERE username = ? AND order_id = ? AND version = ?`);
  const updateBalance = database.prepare(`
    UPDATE balances SET available = ?, held = ?, sequence = ?, last_id = ?, version = version + 1, updated_at = ?
    WHERE username = ? AND currency = 'USD' AND version = ?`);
  const updateHoldRow = database.prepare(`
    UPDATE balance_transactions SET status = 'CANCELLED', version = version + 1, updated_at = ?
    WHERE username = ? AND transaction_id = ? AND version = ?`);
  const insertPayment = database.prepare(`
    INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description,
      reference_id, balance_after, balance_sequence, version, created_at, updated_at)
    VALUES (?, ?, 'ORDER_PAYMENT', ?, 'USD', 'COMPLETED', ?, ?, ?, ?, 1, ?, ?)`);
  const updateHolding = database.prepare(`
    UPDATE asset_balances SET available = ?, cost_basis = ?, sequence = ?, last_id = ?, version = version + 1,
      updated_at = ?
    WHERE username = ? AND asset_id = ? AND version = ?`);
  const insertAssetTransaction = database.prepare(`
    INSERT INTO asset_transactions (username, transaction_id, asset_id, type, quantity, price, total_amount, status,
      order_id, cost_basis, quantity_after, cost_basis_after, holding_sequence, version, created_at, updated_at)
    VALUES (?, ?, ?, 'BUY', ?, ?, ?, 'COMPLETED', ?, ?, ?, ?, ?, 1, ?, ?)`);

  return ({ assetId, price, at }, { username, orderId }) => {
    const isActive = selectAsset.get(assetId)?.is_active === 1;
    const holding = selectHolding.get(username, assetId);
    const order = selectOrder.get(username, orderId);
    const balance = selectBalance.get(username);
    const holdRow = selectHoldRow.get(username, orderId);
    if (!isActive || holding === undefined || balance === undefined) throw new Error('nothing to buy, or nobody');
    if (balance.suspended !== null) throw new Error('the user is suspended');
    if (order?.status !== 'QUEUED' || holdRow?.status !== 'PENDING' || price.gt(order.limit_price))
      throw new Error('the order is not reached');
    const quantity = new Decimal(order.quantity);
    const total = price.times(quantity).round(CENTS, ROUND_UP);
    const available = new Decimal(balance.available).plus(order.held_amount).minus(total);
    const held = new Decimal(balance.held).minus(order.held_amount);
    if (available.lt(ZERO)) throw new Error('refused');

    const now = new Date().toISOString();
    const [cashId, assetRowId] = [ids.next(), ids.next()];
    const [sequence, holdingSequence] = [balance.sequence + 1, holding.sequence + 1];
    const owned = quantity.plus(holding.available);
    const basis = holding.cost_basis === null ? null : total.plus(holding.cost_basis).toString();
    const holdingAfter = [owned.toString(), basis, holdingSequence, assetRowId, now] as const;
    const written = [
      updateOrder.run(price.toString(), total.toString(), at, now, username, orderId, order.version),
      updateBalance.run(available.toString(), held.toString(), sequence, cashId, now, username, balance.version),
      updateHoldRow.run(now, username, orderId, holdRow.version),
      updateHolding.run(...holdingAfter, username, assetId, holding.version),
    ];
    if (written.some(({ changes }) => changes !== 1)) throw new Error('something has changed');
    const description = `Bought ${quantity} ${assetId} at ${price}`;
    const after = available.plus(held).toString();
    const [bought, paid, at1] = [quantity.toString(), total.toString(), price.toString()];
    insertPayment.run(username, cashId, total.neg().toString(), description, orderId, after, sequence, now, now);
    const moved = [owned.plus(holding.held).toString(), basis, holdingSequence] as const;
    insertAssetTransaction.run(username, assetRowId, assetId, bought, at1, paid, orderId, paid, ...moved, now, now);
  };
}

/** An order as the index names it. */
export interface Found {
  readonly username: string;
  readonly orderId: string;
}
