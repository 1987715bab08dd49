import {
  type Change,
  type Entities,
  type EntityKey,
  type EntityKind,
  type EntityRecord,
  type Insert,
  keyWords,
  type Save,
} from '@orderfolio/domain/adapter';
import type { Connection, SqlValue } from './connection.ts';
import { accountTokenMapper } from './mappers/account-token-mapper.ts';
import { assetBalanceMapper } from './mappers/asset-balance-mapper.ts';
import { assetMapper } from './mappers/asset-mapper.ts';
import { assetTransactionMapper } from './mappers/asset-transaction-mapper.ts';
import { auditEntryMapper } from './mappers/audit-entry-mapper.ts';
import { auditHeadMapper } from './mappers/audit-head-mapper.ts';
import { balanceMapper } from './mappers/balance-mapper.ts';
import { balanceTransactionMapper } from './mappers/balance-transaction-mapper.ts';
import { lastTickMapper } from './mappers/last-tick-mapper.ts';
import { loginAttemptsMapper } from './mappers/login-attempts-mapper.ts';
import { loginMapper } from './mappers/login-mapper.ts';
import { orderMapper } from './mappers/order-mapper.ts';
import { projectionMapper } from './mappers/projection-mapper.ts';
import { rateMapper } from './mappers/rate-mapper.ts';
import { receiptMapper } from './mappers/receipt-mapper.ts';
import { refreshFamilyMapper } from './mappers/refresh-family-mapper.ts';
import { refreshTokenMapper } from './mappers/refresh-token-mapper.ts';
import { sourceAttemptsMapper } from './mappers/source-attempts-mapper.ts';
import { trailingGroupMapper } from './mappers/trailing-group-mapper.ts';
import { turnMapper } from './mappers/turn-mapper.ts';
import { userMapper } from './mappers/user-mapper.ts';
import { type EntityTable, type KeyedRow, Table } from './table.ts';

type Tables = { readonly [Kind in EntityKind]: EntityTable<Entities[Kind]> };

/** The tables of all kinds of entities. Synchronous: call it inside a transaction of the connection. */
export class EntityTables {
  readonly #tables: Tables;

  constructor(connection: Connection) {
    this.#tables = {
      user: new Table(connection, userMapper),
      balance: new Table(connection, balanceMapper),
      balanceTransaction: new Table(connection, balanceTransactionMapper),
      asset: new Table(connection, assetMapper),
      assetBalance: new Table(connection, assetBalanceMapper),
      assetTransaction: new Table(connection, assetTransactionMapper),
      order: new Table(connection, orderMapper),
      rate: new Table(connection, rateMapper),
      lastTick: new Table(connection, lastTickMapper),
      trailingGroup: new Table(connection, trailingGroupMapper),
      receipt: new Table(connection, receiptMapper),
      login: new Table(connection, loginMapper),
      loginAttempts: new Table(connection, loginAttemptsMapper),
      sourceAttempts: new Table(connection, sourceAttemptsMapper),
      refreshFamily: new Table(connection, refreshFamilyMapper),
      refreshToken: new Table(connection, refreshTokenMapper),
      accountToken: new Table(connection, accountTokenMapper),
      auditEntry: new Table(connection, auditEntryMapper),
      auditHead: new Table(connection, auditHeadMapper),
      turn: new Table(connection, turnMapper),
      projection: new Table(connection, projectionMapper),
    };
  }

  get(key: EntityKey): Entities[EntityKind] | undefined {
    return this.#tables[key.entity].get(...keyWords(key));
  }

  /** Applies one change. ALREADY_EXISTS, CONCURRENCY_CONFLICT. */
  apply(change: Change): void {
    if (change.action === 'check') this.#tables[change.key.entity].check(change.version, ...keyWords(change.key));
    else this.#write(change);
  }

  /** Writes a record as it is. ALREADY_EXISTS if an e-mail or a client order id is another's. */
  put<Kind extends EntityKind>({ entity, value }: EntityRecord<Kind>): void {
    const table: Tables[Kind] = this.#tables[entity];
    table.put(value);
  }

  /** Rows of a kind, in the order of their keys. */
  page<Kind extends EntityKind>(
    kind: Kind,
    limit: number,
    after?: readonly SqlValue[],
  ): readonly KeyedRow<Entities[Kind]>[] {
    const table: Tables[Kind] = this.#tables[kind];
    return table.page(limit, after);
  }

  count(kind: EntityKind): number {
    return this.#tables[kind].count();
  }

  #write<Kind extends EntityKind>(change: Insert<Kind> | Save<Kind>): void {
    const table: Tables[Kind] = this.#tables[change.entity];
    if (change.action === 'insert') table.insert(change.value);
    else table.save(change.previous, change.value);
  }
}
