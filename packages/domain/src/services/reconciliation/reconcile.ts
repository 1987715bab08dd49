import { subjectKeyOf } from '../../command/seal.ts';
import type { AssetBalance } from '../../entities/asset-balance.ts';
import type { Balance } from '../../entities/balance.ts';
import type { Entities } from '../../entities/kinds.ts';
import type { Order } from '../../entities/order.ts';
import { ConcurrencyConflictError } from '../../errors/storage-errors.ts';
import { DEFAULT_CURRENCY } from '../../money/currency.ts';
import type { RecordKind, StoredRecord } from '../../ports/record-repository.ts';
import type { EntityReader } from '../../ports/unit-of-work.ts';
import { requireUser } from '../../ports/user-repository.ts';
import { AssetLedger } from './asset-ledger.ts';
import { CashLedger } from './cash-ledger.ts';
import { Conversions } from './conversions.ts';
import { type Difference, Findings } from './difference.ts';
import { Ledgers } from './ledgers.ts';
import { OrderBook } from './order-book.ts';
import { pagesOf, type RecordSource, walk } from './read-account.ts';
import { readEach, UNREADABLE } from './read-each.ts';
import { expectReceipt } from './receipts.ts';
import { expectWaiting } from './waiting.ts';

/** The result of comparing all records of an account with each other. */
export interface Reconciliation {
  readonly username: string;
  /** True when there is no difference. */
  readonly reconciled: boolean;
  readonly differences: readonly Difference[];
  /** How many ledger rows were added up. */
  readonly rows: number;
}

/** The repositories of an account. */
export interface AccountSource extends RecordSource {
  readonly unitOfWork: EntityReader;
}

/** If an account changes while its ledgers are read, they are read again, at most this many times. */
const MAX_READINGS = 5;

/** Compares all records of the account with each other. USER_NOT_FOUND, CONCURRENCY_CONFLICT if the account keeps changing. */
export async function reconcile(source: AccountSource, username: string): Promise<Reconciliation> {
  let account = await readAccount(source, username);
  if (account.balances.length === 0) await requireUser(source.unitOfWork, username);
  for (let reading = 1; reading <= MAX_READINGS; reading++) {
    const { findings, rows } = await new Reading(source, username, account).differences();
    const after = await readAccount(source, username);
    if (versionsOf(after) === versionsOf(account)) {
      const { differences } = findings;
      return { username, reconciled: differences.length === 0, differences, rows };
    }
    account = after;
  }
  throw new ConcurrencyConflictError({ entity: 'account' });
}

/** The balances and holdings of a user. */
interface AccountRecords {
  readonly balances: readonly StoredRecord<'balance'>[];
  readonly holdings: readonly StoredRecord<'assetBalance'>[];
}

async function readAccount(source: RecordSource, username: string): Promise<AccountRecords> {
  return {
    balances: await everyRecord(source, 'balance', username),
    holdings: await everyRecord(source, 'assetBalance', username),
  };
}

async function everyRecord<Kind extends RecordKind>(source: RecordSource, kind: Kind, username: string) {
  const found: StoredRecord<Kind>[] = [];
  for await (const page of pagesOf(source, kind, username)) found.push(...page);
  return found;
}

/** Differs after every change of cash or of a holding. A pending deposit changes neither of them, and no sum. */
function versionsOf({ balances, holdings }: AccountRecords): string {
  return [...balances, ...holdings]
    .map((record) =>
      'entity' in record ? `${record.id} ${record.entity.version}` : `${record.id} ${record.unreadable}`,
    )
    .join();
}

/** One reading of all records of an account. */
class Reading {
  readonly #source: AccountSource;
  readonly #username: string;
  readonly #findings = new Findings();
  readonly #orders = new OrderBook();
  readonly #conversions = new Conversions(this.#findings);
  readonly #cash: Ledgers<Balance, CashLedger>;
  readonly #assets: Ledgers<AssetBalance, AssetLedger>;
  readonly #balances: Balance[] = [];
  #rows = 0;

  constructor(source: AccountSource, username: string, { balances, holdings }: AccountRecords) {
    this.#source = source;
    this.#username = username;
    this.#cash = new Ledgers((currency, balance) => new CashLedger(this.#findings, currency, balance));
    this.#assets = new Ledgers((assetId, holding) => new AssetLedger(this.#findings, assetId, holding));
    for (const record of balances) {
      const balance = this.#read('balance', record);
      this.#cash.own(record.id, balance);
      if (balance !== undefined) this.#balances.push(balance);
    }
    for (const record of holdings) this.#assets.own(record.id, this.#read('assetBalance', record));
    // Every user has this balance from birth.
    this.#cash.of(DEFAULT_CURRENCY);
  }

  async differences(): Promise<{ readonly findings: Findings; readonly rows: number }> {
    await walk(this.#source, this.#username, {
      cashRow: (record) => this.#takeCashRow(record),
      assetRow: (record) => this.#takeAssetRow(record),
      order: (record) => this.#takeOrder(record),
      orderPage: (page) => this.#takeOrderPage(page),
    });
    await this.#expectFlags();
    this.#orders.end(this.#findings);
    this.#conversions.end();
    this.#cash.end();
    this.#assets.end();
    for await (const page of pagesOf(this.#source, 'receipt', this.#username)) await this.#takeReceipts(page);
    return { findings: this.#findings, rows: this.#rows };
  }

  /** Every balance carries the flag that the status of its user asks for. */
  async #expectFlags(): Promise<void> {
    const [user] = await readEach([{ entity: 'user', username: this.#username } as const], (keys) =>
      this.#source.unitOfWork.read(keys),
    );
    if (user === undefined || user === UNREADABLE) return;
    const expected = user.status === 'ACTIVE' ? undefined : 'true';
    for (const { currency, suspended } of this.#balances)
      this.#findings.expect('STATUS', { entity: 'balance', id: currency }, 'suspended', expected, suspended && 'true');
  }

  /** The entity in the record. If it cannot be read, that is noted. */
  #read<Kind extends RecordKind>(entity: Kind, record: StoredRecord<Kind>): Entities[Kind] | undefined {
    const name = { entity, id: record.id };
    if ('entity' in record) {
      if (record.misplaced !== undefined) this.#findings.misplaced(name, record.misplaced);
      return record.entity;
    }
    this.#findings.unreadable(name, record.unreadable);
    return undefined;
  }

  #takeCashRow(record: StoredRecord<'balanceTransaction'>): void {
    this.#rows++;
    const row = this.#read('balanceTransaction', record);
    if (row === undefined) return;
    this.#cash.of(row.currency).add(row);
    this.#orders.addCashRow(row);
    this.#conversions.add(row);
  }

  #takeAssetRow(record: StoredRecord<'assetTransaction'>): void {
    this.#rows++;
    const row = this.#read('assetTransaction', record);
    if (row === undefined) return;
    this.#assets.of(row.assetId).add(row);
    this.#orders.addTrade(row);
  }

  #takeOrder(record: StoredRecord<'order'>): void {
    const order = this.#read('order', record);
    if (order === undefined) {
      this.#orders.addUnreadable(record.id);
      return;
    }
    this.#orders.addOrder(order);
    // Every order that was placed has a balance to be paid from or into.
    this.#cash.of(order.currency);
    if (order.side === 'SELL') this.#assets.of(order.assetId).addSale(order);
  }

  async #takeOrderPage(page: readonly StoredRecord<'order'>[]): Promise<void> {
    const orders = page.flatMap((record) => ('entity' in record ? [record.entity] : []));
    await expectWaiting(this.#findings, this.#source.unitOfWork, orders);
    await this.#expectReceiptsOf(orders.filter(({ clientOrderId }) => clientOrderId !== undefined));
  }

  /** A client order id belongs to one order for ever: the receipt says to which. */
  async #expectReceiptsOf(orders: readonly Order[]): Promise<void> {
    const keys = orders.map(
      ({ username, clientOrderId: key = '' }) => ({ entity: 'receipt', username, scope: 'ORDER', key }) as const,
    );
    const receipts = await readEach(keys, (some) => this.#source.unitOfWork.read(some));
    for (const [index, { orderId, clientOrderId }] of orders.entries()) {
      const receipt = receipts[index];
      const name = { entity: 'receipt', id: `ORDER ${clientOrderId}` } as const;
      if (receipt === undefined) this.#findings.missing('RECEIPTS', name);
      else if (receipt !== UNREADABLE) this.#findings.expect('RECEIPTS', name, 'subjectId', orderId, receipt.subjectId);
    }
  }

  async #takeReceipts(page: readonly StoredRecord<'receipt'>[]): Promise<void> {
    const receipts = page.map((record) => this.#read('receipt', record)).filter((receipt) => receipt !== undefined);
    const subjects = await readEach(receipts.map(subjectKeyOf), (keys) => this.#source.unitOfWork.read(keys));
    for (const [index, receipt] of receipts.entries()) expectReceipt(this.#findings, receipt, subjects[index]);
  }
}
