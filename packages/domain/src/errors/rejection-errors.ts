import { type Amount, DomainError } from './domain-error.ts';

/** Something with this value of a unique field exists already: a username, an e-mail, an asset id, an order id. */
export class AlreadyExistsError extends DomainError<AlreadyExistsFacts> {
  static readonly code = 'ALREADY_EXISTS';
  readonly code = AlreadyExistsError.code;
  declare readonly entity: string;
  declare readonly field: string;
  declare readonly value: string;

  constructor(facts: AlreadyExistsFacts, options?: ErrorOptions) {
    super(`${facts.field} ${facts.value} is taken: such a ${facts.entity} exists already`, facts, options);
  }
}
interface AlreadyExistsFacts {
  readonly entity: string;
  readonly field: string;
  readonly value: string;
}

/** The available cash does not cover the amount. Held cash is not available. */
export class InsufficientBalanceError extends DomainError<InsufficientBalanceFacts> {
  static readonly code = 'INSUFFICIENT_BALANCE';
  readonly code = InsufficientBalanceError.code;
  declare readonly username: string;
  declare readonly currency: string;
  declare readonly required: Amount;
  declare readonly available: Amount;

  constructor(facts: InsufficientBalanceFacts) {
    super(`${facts.username} has ${facts.available} ${facts.currency} available and needs ${facts.required}`, facts);
  }
}
interface InsufficientBalanceFacts {
  readonly username: string;
  readonly currency: string;
  readonly required: Amount;
  readonly available: Amount;
}

/** The available quantity does not cover the sale. Held quantity is not available. */
export class InsufficientAssetBalanceError extends DomainError<InsufficientAssetBalanceFacts> {
  static readonly code = 'INSUFFICIENT_ASSET_BALANCE';
  readonly code = InsufficientAssetBalanceError.code;
  declare readonly username: string;
  declare readonly assetId: string;
  declare readonly required: Amount;
  declare readonly available: Amount;

  constructor(facts: InsufficientAssetBalanceFacts) {
    super(`${facts.username} has ${facts.available} ${facts.assetId} available and needs ${facts.required}`, facts);
  }
}
interface InsufficientAssetBalanceFacts {
  readonly username: string;
  readonly assetId: string;
  readonly required: Amount;
  readonly available: Amount;
}

/** The asset is not open for trading. */
export class AssetInactiveError extends DomainError<{ readonly assetId: string }> {
  static readonly code = 'ASSET_INACTIVE';
  readonly code = AssetInactiveError.code;
  declare readonly assetId: string;

  constructor(facts: { readonly assetId: string }) {
    super(`asset ${facts.assetId} is not active: it cannot be traded`, facts);
  }
}

/** The account is suspended, or erased for good: it logs in nowhere and moves nothing. */
export class AccountSuspendedError extends DomainError<{ readonly username: string }> {
  static readonly code = 'ACCOUNT_SUSPENDED';
  readonly code = AccountSuspendedError.code;
  declare readonly username: string;

  constructor(facts: { readonly username: string }) {
    super(`the account of ${facts.username} is suspended or erased: it moves nothing`, facts);
  }
}

/** The price source has no price of this asset now, or failed (`cause`), or has one that is too old (`quotedAt`). */
export class PriceUnavailableError extends DomainError<PriceUnavailableFacts> {
  static readonly code = 'PRICE_UNAVAILABLE';
  readonly code = PriceUnavailableError.code;
  override readonly retryable = true;
  declare readonly assetId: string;
  declare readonly quotedAt: string | undefined;

  constructor(facts: PriceUnavailableFacts, options?: ErrorOptions) {
    const reason = facts.quotedAt === undefined ? '' : `: its last one, of ${facts.quotedAt}, is too old`;
    super(`asset ${facts.assetId} has no price now${reason}`, facts, options);
  }
}
interface PriceUnavailableFacts {
  readonly assetId: string;
  readonly quotedAt?: string | undefined;
}

/** There is no rate between these currencies now, the source failed (`cause`), or the rate is too old (`quotedAt`). */
export class RateUnavailableError extends DomainError<RateUnavailableFacts> {
  static readonly code = 'RATE_UNAVAILABLE';
  readonly code = RateUnavailableError.code;
  override readonly retryable = true;
  declare readonly base: string;
  declare readonly quote: string;
  declare readonly quotedAt: string | undefined;

  constructor(facts: RateUnavailableFacts, options?: ErrorOptions) {
    const reason = facts.quotedAt === undefined ? '' : `: the last one, of ${facts.quotedAt}, is too old`;
    super(`there is no rate from ${facts.base} to ${facts.quote} now${reason}`, facts, options);
  }
}
interface RateUnavailableFacts {
  readonly base: string;
  readonly quote: string;
  readonly quotedAt?: string | undefined;
}

/** The order's status does not allow this move (see `ORDER_TRANSITIONS`). */
export class InvalidOrderTransitionError extends DomainError<InvalidOrderTransitionFacts> {
  static readonly code = 'INVALID_ORDER_TRANSITION';
  readonly code = InvalidOrderTransitionError.code;
  declare readonly orderId: string;
  declare readonly from: string;
  declare readonly to: string;

  constructor(facts: InvalidOrderTransitionFacts) {
    super(`order ${facts.orderId} is ${facts.from} and cannot become ${facts.to}`, facts);
  }
}
interface InvalidOrderTransitionFacts {
  readonly orderId: string;
  readonly from: string;
  readonly to: string;
}

/** The transaction has ended already. Only a PENDING one can be completed, failed or cancelled. */
export class InvalidTransactionTransitionError extends DomainError<InvalidTransactionTransitionFacts> {
  static readonly code = 'INVALID_TRANSACTION_TRANSITION';
  readonly code = InvalidTransactionTransitionError.code;
  declare readonly transactionId: string;
  declare readonly from: string;
  declare readonly to: string;

  constructor(facts: InvalidTransactionTransitionFacts) {
    super(`transaction ${facts.transactionId} is ${facts.from} and cannot become ${facts.to}`, facts);
  }
}
interface InvalidTransactionTransitionFacts {
  readonly transactionId: string;
  readonly from: string;
  readonly to: string;
}

/** The idempotency key (or client order id) was used before with another body. Use a new key for a new command. */
export class IdempotencyConflictError extends DomainError<IdempotencyConflictFacts> {
  static readonly code = 'IDEMPOTENCY_CONFLICT';
  readonly code = IdempotencyConflictError.code;
  declare readonly username: string;
  declare readonly field: string;
  declare readonly key: string;
  declare readonly firstUsedAt: string;

  constructor(facts: IdempotencyConflictFacts) {
    super(`${facts.field} ${facts.key} was used at ${facts.firstUsedAt} for another command`, facts);
  }
}
interface IdempotencyConflictFacts {
  readonly username: string;
  readonly field: string;
  readonly key: string;
  readonly firstUsedAt: string;
}
