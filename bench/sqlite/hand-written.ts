import { createUlidGenerator, Decimal, systemClock, ZERO } from '@orderfolio/domain';
import type Database from 'better-sqlite3';

export interface BalanceRow {
  readonly available: string;
  readonly held: string;
  readonly sequence: number;
  readonly suspended: number | null;
  readonly version: number;
}
export interface AssetRow {
  readonly price_usd: string;
  readonly price_at: string;
  readonly is_active: number;
  readonly quantity_scale: number;
  readonly min_quantity: string | null;
}
export interface TickRow {
  readonly price: string;
  readonly at: string;
}
interface HoldingRow {
  readonly available: string;
  readonly held: string;
  readonly cost_basis: string | null;
  readonly sequence: number;
  readonly version: number;
}

const CENTS = 2;
const ROUND_UP = 3;

/**
 * The market buy as a careful program would write it by hand. It has the same reads and writes as ours, on the same
 * schema. Each statement is compiled once, and has only the columns that it needs. Amounts are exact (the domain's
 * Decimal), and versions guard the balance and the holding. It writes what the holding has cost, refuses a suspended
 * user, and refuses a quantity that the asset does not allow: whoever writes these rows without that leaves a store
 * whose profits nobody can tell, and lets through what ours refuses. It leaves out what a library adds: the shapes of
 * names and texts, stamps that do not run backwards, errors that name their facts, whole entities as the result,
 * retries, idempotency.
 */
export function handWrittenMarketBuy(database: Database.Database) {
  const ids = createUlidGenerator(systemClock);
  const selectBalance = database.prepare<[string], BalanceRow>(
    "SELECT available, held, sequence, suspended, version FROM balances WHERE username = ? AND currency = 'USD'",
  );
  const selectAsset = database.prepare<[string], AssetRow>(
    'SELECT price_usd, price_at, is_active, quantity_scale, min_quantity FROM assets WHERE asset_id = ?',
  );
  const selectLastTick = database.prepare<[string], TickRow>('SELECT price, at FROM last_ticks WHERE asset_id = ?');
  const selectHolding = database.prepare<[string, string], HoldingRow>(
    'SELECT available, held, cost_basis, sequence, version FROM asset_balances WHERE username = ? AND asset_id = ?',
  );
  const insertOrder = database.prepare(`
    INSERT INTO orders (username, order_id, order_type, asset_id, quantity, status, execution_price, total_amount,
      version, created_at, updated_at) VALUES (?, ?, 'MARKET_BUY', ?, ?, 'COMPLETED', ?, ?, 1, ?, ?)`);
  const updateBalance = database.prepare(`
    UPDATE balances SET available = ?, sequence = ?, last_id = ?, version = version + 1, updated_at = ?
    WHERE username = ? AND currency = 'USD' AND version = ?`);
  const insertBalanceTransaction = database.prepare(`
    INSERT INTO balance_transactions (username, transaction_id, type, amount, currency, status, description,
      reference_id, balance_after, balance_sequence, version, created_at, updated_at)
    VALUES (?, ?, 'ORDER_PAYMENT', ?, 'USD', 'COMPLETED', ?, ?, ?, ?, 1, ?, ?)`);
  const insertHolding = database.prepare(`
    INSERT INTO asset_balances (username, asset_id, available, held, cost_basis, sequence, last_id, version, created_at,
      updated_at) VALUES (?, ?, ?, '0', ?, 1, ?, 1, ?, ?)`);
  const updateHolding = database.prepare(`
    UPDATE asset_balances SET available = ?, cost_basis = ?, sequence = ?, last_id = ?, version = version + 1,
      updated_at = ?
    WHERE username = ? AND asset_id = ? AND version = ?`);
  const insertAssetTransaction = database.prepare(`
    INSERT INTO asset_transactions (username, transaction_id, asset_id, type, quantity, price, total_amount, status,
      order_id, cost_basis, quantity_after, cost_basis_after, holding_sequence, version, created_at, updated_at)
    VALUES (?, ?, ?, 'BUY', ?, ?, ?, 'COMPLETED', ?, ?, ?, ?, ?, 1, ?, ?)`);

  /** The quantity and the cost of the holding after the buy, and the sequence of this effect. */
  function hold(
    username: string,
    assetId: string,
    quantity: Decimal,
    cost: Decimal,
    id: string,
    now: string,
  ): [quantity: string, costBasis: string | null, sequence: number] {
    const holding = selectHolding.get(username, assetId);
    if (holding === undefined) {
      const [first, paid] = [quantity.toString(), cost.toString()];
      insertHolding.run(username, assetId, first, paid, id, now, now);
      return [first, paid, 1];
    }
    const available = new Decimal(holding.available).plus(quantity);
    const basis = holding.cost_basis === null ? null : cost.plus(holding.cost_basis).toString();
    const sequence = holding.sequence + 1;
    const written = [available.toString(), basis, sequence, id, now] as const;
    if (updateHolding.run(...written, username, assetId, holding.version).changes !== 1)
      throw new Error('the holding has changed');
    return [available.plus(holding.held).toString(), basis, sequence];
  }

  /** The reads and the writes of one buy. The caller has begun a transaction. */
  return (username: string, assetId: string, quantityText: string): string => {
    const balance = selectBalance.get(username);
    const asset = selectAsset.get(assetId);
    if (balance === undefined || asset?.is_active !== 1) throw new Error('no balance, or nothing to buy');
    if (balance.suspended !== null) throw new Error('the user is suspended');
    const last = selectLastTick.get(assetId);
    const quantity = new Decimal(quantityText);
    requireQuantity(asset, quantity);
    const price = new Decimal(last !== undefined && last.at >= asset.price_at ? last.price : asset.price_usd);
    const cost = price.times(quantity).round(CENTS, ROUND_UP);
    const available = new Decimal(balance.available).minus(cost);
    if (quantity.lte(ZERO) || available.lt(ZERO)) throw new Error('refused');

    const now = new Date().toISOString();
    const orderId = ids.next();
    const [quantityStored, priceStored, total] = [quantity.toString(), price.toString(), cost.toString()];
    insertOrder.run(username, orderId, assetId, quantityStored, priceStored, total, now, now);
    const [cashId, assetRowId, sequence] = [ids.next(), ids.next(), balance.sequence + 1];
    if (updateBalance.run(available.toString(), sequence, cashId, now, username, balance.version).changes !== 1)
      throw new Error('the balance has changed');
    const description = `Bought ${quantityStored} ${assetId} at ${priceStored}`;
    const after = available.plus(balance.held).toString();
    const paid = cost.neg().toString();
    insertBalanceTransaction.run(username, cashId, paid, description, orderId, after, sequence, now, now);
    const trade = [assetId, quantityStored, priceStored, total, orderId, total] as const;
    const moved = hold(username, assetId, quantity, cost, assetRowId, now);
    insertAssetTransaction.run(username, assetRowId, ...trade, ...moved, now, now);
    return orderId;
  };
}

/** Refuses a quantity that is too small for the asset, or has too many decimals. */
export function requireQuantity(
  { quantity_scale, min_quantity }: Pick<AssetRow, 'quantity_scale' | 'min_quantity'>,
  quantity: Decimal,
): void {
  const isTooFine = quantity.c.length - 1 - quantity.e > quantity_scale;
  if (isTooFine || (min_quantity !== null && quantity.lt(min_quantity))) throw new Error('no such quantity');
}
