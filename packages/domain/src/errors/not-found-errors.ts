import { DomainError } from './domain-error.ts';

/** No user has this username or e-mail. */
export class UserNotFoundError extends DomainError {
  static readonly code = 'USER_NOT_FOUND';
  readonly code = UserNotFoundError.code;
  declare readonly username?: string;
  declare readonly email?: string;

  constructor(facts: { readonly username: string } | { readonly email: string }) {
    super(`user ${'username' in facts ? facts.username : facts.email} does not exist`, facts);
  }
}

/** The user exists and has no balance in this currency. */
export class BalanceNotFoundError extends DomainError<BalanceNotFoundFacts> {
  static readonly code = 'BALANCE_NOT_FOUND';
  readonly code = BalanceNotFoundError.code;
  declare readonly username: string;
  declare readonly currency: string;

  constructor(facts: BalanceNotFoundFacts) {
    super(`user ${facts.username} has no balance in ${facts.currency}`, facts);
  }
}
interface BalanceNotFoundFacts {
  readonly username: string;
  readonly currency: string;
}

/** The user has no balance transaction, or no asset transaction, with this id. */
export class TransactionNotFoundError extends DomainError<TransactionNotFoundFacts> {
  static readonly code = 'TRANSACTION_NOT_FOUND';
  readonly code = TransactionNotFoundError.code;
  declare readonly username: string;
  declare readonly transactionId: string;

  constructor(facts: TransactionNotFoundFacts) {
    super(`user ${facts.username} has no transaction ${facts.transactionId}`, facts);
  }
}
interface TransactionNotFoundFacts {
  readonly username: string;
  readonly transactionId: string;
}

/** The catalogue has no such asset. */
export class AssetNotFoundError extends DomainError<{ readonly assetId: string }> {
  static readonly code = 'ASSET_NOT_FOUND';
  readonly code = AssetNotFoundError.code;
  declare readonly assetId: string;

  constructor(facts: { readonly assetId: string }) {
    super(`asset ${facts.assetId} does not exist`, facts);
  }
}

/** The user has no order with this id, or this client order id. */
export class OrderNotFoundError extends DomainError {
  static readonly code = 'ORDER_NOT_FOUND';
  readonly code = OrderNotFoundError.code;
  declare readonly username: string;
  declare readonly orderId?: string;
  declare readonly clientOrderId?: string;

  constructor(
    facts: { readonly username: string } & ({ readonly orderId: string } | { readonly clientOrderId: string }),
  ) {
    const which = 'orderId' in facts ? `order ${facts.orderId}` : `order with the clientOrderId ${facts.clientOrderId}`;
    super(`user ${facts.username} has no ${which}`, facts);
  }
}

/** The user has never held this asset. */
export class AssetBalanceNotFoundError extends DomainError<AssetBalanceNotFoundFacts> {
  static readonly code = 'ASSET_BALANCE_NOT_FOUND';
  readonly code = AssetBalanceNotFoundError.code;
  declare readonly username: string;
  declare readonly assetId: string;

  constructor(facts: AssetBalanceNotFoundFacts) {
    super(`user ${facts.username} has no balance of ${facts.assetId}`, facts);
  }
}
interface AssetBalanceNotFoundFacts {
  readonly username: string;
  readonly assetId: string;
}
