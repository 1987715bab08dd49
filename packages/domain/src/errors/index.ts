import type {
  AssetBalanceNotFoundError,
  AssetNotFoundError,
  BalanceNotFoundError,
  OrderNotFoundError,
  TransactionNotFoundError,
  UserNotFoundError,
} from './not-found-errors.ts';
import type {
  AlreadyExistsError,
  AssetInactiveError,
  IdempotencyConflictError,
  InsufficientAssetBalanceError,
  InsufficientBalanceError,
  InvalidOrderTransitionError,
  PriceUnavailableError,
} from './rejection-errors.ts';
import type {
  ConcurrencyConflictError,
  LockLostError,
  LockNotAcquiredError,
  OutcomeUnknownError,
  StorageFailedError,
} from './storage-errors.ts';
import type { ConfigurationInvalidError, InvalidCursorError, ValidationError } from './validation-error.ts';

export * from './domain-error.ts';
export * from './not-found-errors.ts';
export * from './rejection-errors.ts';
export * from './storage-errors.ts';
export * from './validation-error.ts';

/** Every error of the domain and its adapters: narrow on `code`. */
export type OrderfolioError =
  | AlreadyExistsError
  | AssetBalanceNotFoundError
  | AssetInactiveError
  | AssetNotFoundError
  | BalanceNotFoundError
  | ConcurrencyConflictError
  | ConfigurationInvalidError
  | IdempotencyConflictError
  | InsufficientAssetBalanceError
  | InsufficientBalanceError
  | InvalidCursorError
  | InvalidOrderTransitionError
  | LockLostError
  | LockNotAcquiredError
  | OrderNotFoundError
  | OutcomeUnknownError
  | PriceUnavailableError
  | StorageFailedError
  | TransactionNotFoundError
  | UserNotFoundError
  | ValidationError;

/** The stable codes, as a type. */
export type ErrorCode = OrderfolioError['code'];
