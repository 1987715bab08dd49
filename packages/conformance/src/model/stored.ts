import type {
  Asset,
  AssetBalance,
  AssetTransaction,
  Balance,
  BalanceTransaction,
  Order,
  Store,
  User,
} from '@orderfolio/domain';
import type { Change, ChangeSet } from '@orderfolio/domain/adapter';
import { everyItem } from '../assertions.ts';
import { assetLine, assetRowLine, balanceLine, cashLine, holdingLine, orderLine, userLine } from './lines.ts';

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

export async function readStored(
  store: Store,
  usernames: readonly string[],
  makerOf: MakerOf,
  reading: Reading,
): Promise<Stored> {
  const { assets, users, accounts, fingerprint } = await readEverything(store, usernames, reading);
  const lines = [
    ...assets.map(lineOfAsset),
    ...users.map(userLine),
    ...accounts.flatMap((account) => linesOfAccount(account, makerOf)),
  ];
  return { lines: lines.sort(), accounts, fingerprint };
}

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

function linesOfAccount(account: StoredAccount, makerOf: MakerOf): string[] {
  return [
    ...account.balances.map(lineOfBalance),
    ...account.holdings.map(lineOfHolding),
    ...account.cashRows.map((row) => lineOfCashRow(row, makerOf)),
    ...account.assetRows.map((row) => lineOfAssetRow(row, makerOf)),
    ...account.orders.map((order) => lineOfOrder(order, makerOf)),
  ];
}

/** True if a process asks for its turn with this commit: it is not the commit of a command. */
export function isTurn({ changes }: ChangeSet): boolean {
  return changes.every((change) => change.action !== 'check' && change.entity === 'turn');
}

/** What a commit writes, a line per entity. */
export function linesOfCommit({ changes }: ChangeSet, makerOf: MakerOf): string[] {
  return changes.map((change) => lineOfChange(change, makerOf));
}

function lineOfChange(change: Change, makerOf: MakerOf): string {
  if (change.action === 'check') return `check ${JSON.stringify(change.key)}`;
  switch (change.entity) {
    case 'user':
      return userLine(change.value);
    case 'balance':
      return lineOfBalance(change.value);
    case 'balanceTransaction':
      return lineOfCashRow(change.value, makerOf);
    case 'asset':
      return lineOfAsset(change.value);
    case 'assetBalance':
      return lineOfHolding(change.value);
    case 'assetTransaction':
      return lineOfAssetRow(change.value, makerOf);
    case 'order':
      return lineOfOrder(change.value, makerOf);
    case 'receipt':
      return `${change.value.username} receipt ${change.value.scope} ${change.value.key}`;
    // No command of the model writes these.
    case 'rate':
      return `rate ${change.value.pair}`;
    case 'lastTick':
    case 'trailingGroup':
      return `${change.value.assetId} ${change.entity}`;
    case 'login':
    case 'loginAttempts':
    case 'refreshFamily':
    case 'refreshToken':
    case 'accountToken':
    case 'auditEntry':
    case 'auditHead':
      return `${change.value.username} ${change.entity}`;
    case 'sourceAttempts':
      return `source ${change.value.sourceHash}`;
    case 'turn':
      return `${change.value.lane} turn`;
  }
}

export function lineOfAsset({ assetId, priceUsd, isActive }: Asset): string {
  return assetLine({ assetId, price: priceUsd.toString(), isActive });
}

export function lineOfBalance({ username, available, held, totalDeposits, totalWithdrawals }: Balance): string {
  return balanceLine({
    username,
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
  const { username, type, amount, status, balanceAfter } = row;
  const by = makerOf(row.transactionId);
  return cashLine({ username, by, type, amount: amount.toString(), status, after: balanceAfter.toString() });
}

export function lineOfAssetRow(row: AssetTransaction, makerOf: MakerOf): string {
  const { username, assetId, type, quantity, price, totalAmount, status } = row;
  return assetRowLine({
    username,
    by: makerOf(row.transactionId),
    assetId,
    side: type,
    quantity: quantity.toString(),
    price: price.toString(),
    total: totalAmount.toString(),
    status,
  });
}

export function lineOfOrder(order: Order, makerOf: MakerOf): string {
  const { username, assetId, side, quantity, executionPrice, totalAmount, status, clientOrderId } = order;
  return orderLine({
    username,
    by: makerOf(order.orderId),
    assetId,
    side,
    quantity: quantity.toString(),
    price: executionPrice?.toString(),
    total: totalAmount?.toString(),
    status,
    key: clientOrderId,
  });
}
