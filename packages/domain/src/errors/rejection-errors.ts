import type { Decimal } from '../money/decimal.ts';
import { DomainError } from './domain-error.ts';

/** Something with this value of a unique field exists already: a username, an e-mail, an asset id, an order id. */
export class AlreadyExistsError extends DomainError<AlreadyExistsFacts> {
  readonly code = 'ALREADY_EXISTS';
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
  readonly code = 'INSUFFICIENT_BALANCE';
  declare readonly username: string;
  declare readonly currency: string;
  declare readonly required: Decimal;
  declare readonly available: Decimal;

  constructor(facts: InsufficientBalanceFacts) {
    super(`${facts.username} has ${facts.available} ${facts.currency} available and needs ${facts.required}`, facts);
  }
}
interface InsufficientBalanceFacts {
  readonly username: string;
  readonly currency: string;
  readonly required: Decimal;
  readonly available: Decimal;
}

/** The available quantity does not cover the sale. Held quantity is not available. */
export class InsufficientAssetBalanceError extends DomainError<InsufficientAssetBalanceFacts> {
  readonly code = 'INSUFFICIENT_ASSET_BALANCE';
  declare readonly username: string;
  declare readonly assetId: string;
  declare readonly required: Decimal;
  declare readonly available: Decimal;

  constructor(facts: InsufficientAssetBalanceFacts) {
    super(`${facts.username} has ${facts.available} ${facts.assetId} available and needs ${facts.required}`, facts);
  }
}
interface InsufficientAssetBalanceFacts {
  readonly username: string;
  readonly assetId: string;
  readonly required: Decimal;
  readonly available: Decimal;
}

/** The asset is not open for trading. */
export class AssetInactiveError extends DomainError<{ readonly assetId: string }> {
  readonly code = 'ASSET_INACTIVE';
  declare readonly assetId: string;

  constructor(facts: { readonly assetId: string }) {
    super(`asset ${facts.assetId} is not active: it cannot be traded`, facts);
  }
}

/** The price source has no price of this asset now. */
export class PriceUnavailableError extends DomainError<{ readonly assetId: string }> {
  readonly code = 'PRICE_UNAVAILABLE';
  override readonly retryable = true;
  declare readonly assetId: string;

  constructor(facts: { readonly assetId: string }, options?: ErrorOptions) {
    super(`asset ${facts.assetId} has no price now`, facts, options);
  }
}

/** The order's status does not allow this move (see `ORDER_TRANSITIONS`). */
export class InvalidOrderTransitionError extends DomainError<InvalidOrderTransitionFacts> {
  readonly code = 'INVALID_ORDER_TRANSITION';
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

/** The idempotency key (or client order id) was used before with another body. Use a new key for a new command. */
export class IdempotencyConflictError extends DomainError<IdempotencyConflictFacts> {
  readonly code = 'IDEMPOTENCY_CONFLICT';
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
