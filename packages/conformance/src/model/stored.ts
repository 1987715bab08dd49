import type {
  Asset,
  AssetBalance,
  AssetTransaction,
  Balance,
  BalanceTransaction,
  Order,
  Rate,
  Store,
  User,
} from '@orderfolio/domain';
import { type ChangeSet, isOfOrder, type LastTick } from '@orderfolio/domain/adapter';
import { everyItem } from '../assertions.ts';
import {
  assetLine,
  assetRowLine,
  balanceLine,
  cashLine,
  holdingLine,
  orderLine,
  rateLine,
  tickLine,
  userLine,
} from './lines.ts';

/** The number of the command that made an id; undefined for an id that no command made. */
export type MakerOf = (id: string) => number | undefined;

/** All that a store holds of some users, and its catalogue, read through its ports. */
export interface Stored {
  readonly lines: readonly string[];
  readonly accounts: readonly StoredAccount[];
  /** Differs whenever anything that was read differs, versions and times included. */
  readonly fingerprint: string;
}

export interface StoredAccount {
  readonly balances: readonly Balance[];
  readonly holdings: readonly AssetBalance[];
  readonly cashRows: readonly BalanceTransaction[];
  readonly assetRows: readonly AssetTransaction[];
  readonly orders: readonly Order[];
}

/** How far to look. Only a thorough reading includes the ledgers of users who do not exist. */
export type Reading = 'quick' | 'thorough';

/** The entities that a store holds of some users, and its catalogue. */
export interface Everything extends Omit<Stored, 'lines'> {
  readonly assets: readonly Asset[];
  readonly users: readonly User<string>[];
}

export async function readEverything(
  store: Store,
  usernames: readonly string[],
  reading: Reading,
): Promise<Everything> {
  const assets = await everyItem((page) => store.assets.list(page));
  const found = await Promise.all(usernames.map((username) => store.users.get(username)));
  const accounts: StoredAccount[] = [];
  for (const [index, username] of usernames.entries())
    accounts.push(await readAccount(store, username, found[index] === undefined ? reading : 'thorough'));
  const users = found.filter((user) => user !== undefined);
  return { assets, users, accounts, fingerprint: JSON.stringify([assets, users, accounts]) };
}

async function readAccount(store: Store, username: string, reading: Reading): Promise<StoredAccount> {
  const { balances, assetBalances: holdings } = await store.assetBalances.getAccount(username);
  if (reading === 'quick') return { balances, holdings, cashRows: [], assetRows: [], orders: [] };
  const cashRows = await everyItem((page) => store.balances.listTransactions(username, page));
  const assetRows = await everyItem((page) => store.assetTransactions.listByUser(username, page));
  const orders = await everyItem((page) => store.orders.listByUser(username, page));
  return { balances, holdings, cashRows, assetRows, orders };
}

type Ticks = readonly (LastTick | undefined)[];

/** The content of the store, a line for each entity. */
export function linesOfStored({ assets, users, accounts }: Everything, ticks: Ticks, makerOf: MakerOf): string[] {
  const lines = [...assets.map(lineOfAsset), ...users.map(userLine)];
  for (const last of ticks) if (last !== undefined) lines.push(lineOfTick(last));
  for (const { balances, holdings, cashRows, assetRows, orders } of accounts)
    lines.push(
      ...balances.map(lineOfBalance),
      ...holdings.map(lineOfHolding),
      ...cashRows.map((row) => lineOfCashRow(row, makerOf)),
      ...assetRows.map((row) => lineOfAssetRow(row, makerOf)),
      ...orders.map((order) => lineOfOrder(order, makerOf)),
    );
  return lines.sort();
}

/** True if a process asks for its turn with this commit: it is not the commit of a command. */
export function isTurn({ changes }: ChangeSet): boolean {
  return changes.every((change) => change.action !== 'check' && change.entity === 'turn');
}

export function lineOfAsset({ assetId, priceUsd, isActive, quantityScale }: Asset): string {
  return assetLine({ assetId, price: priceUsd.toString(), isActive, decimals: quantityScale });
}

export function lineOfRate({ base, rate }: Rate): string {
  return rateLine({ base, rate: rate.toString() });
}

export function lineOfBalance(balance: Balance): string {
  const { username, currency, available, held, totalDeposits, totalWithdrawals } = balance;
  return balanceLine({
    username,
    currency,
    available: available.toString(),
    held: held.toString(),
    deposits: totalDeposits.toString(),
    withdrawals: totalWithdrawals.toString(),
  });
}

export function lineOfHolding({ username, assetId, available, held }: AssetBalance): string {
  return holdingLine({ username, assetId, available: available.toString(), held: held.toString() });
}

export function lineOfCashRow(row: BalanceTransaction, makerOf: MakerOf): string {
  const { username, transactionId, referenceId, type, currency, amount, status, balanceAfter } = row;
  const by = makerOf(isOfOrder(type) ? (referenceId ?? '') : transactionId);
  const said = { fee: row.fee?.toString(), rate: row.rate?.toString(), after: balanceAfter.toString() };
  return cashLine({ username, by, type, currency, amount: amount.toString(), status, ...said });
}

export function lineOfAssetRow(row: AssetTransaction, makerOf: MakerOf): string {
  const { username, transactionId, assetId, type: side, status, currency, orderId = transactionId } = row;
  const amounts = { quantity: row.quantity.toString(), price: row.price.toString(), total: row.totalAmount.toString() };
  const fee = row.fee?.toString();
  return assetRowLine({ username, by: makerOf(orderId), assetId, side, status, currency, fee, ...amounts });
}

export function lineOfOrder(order: Order, makerOf: MakerOf): string {
  const { orderType, limitPrice, stopPrice, trailAmount, trailPercent, heldAmount, highWaterMark } = order;
  return orderLine({
    ...order,
    by: makerOf(order.orderId),
    type: orderType,
    quantity: order.quantity.toString(),
    limit: limitPrice?.toString(),
    stop: stopPrice?.toString(),
    trail: trailAmount?.toString() ?? (trailPercent && `${trailPercent}%`),
    held: heldAmount?.toString(),
    mark: highWaterMark?.toString(),
    price: order.executionPrice?.toString(),
    total: order.totalAmount?.toString(),
    fee: order.fee?.toString(),
    key: order.clientOrderId,
  });
}

function lineOfTick({ price, appliedPrices = [], ...last }: LastTick): string {
  return tickLine({ ...last, price: price.toString(), appliedPrices: appliedPrices.map(String) });
}
