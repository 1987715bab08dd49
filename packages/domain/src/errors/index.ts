import { DomainError } from './domain-error.ts';
import {
  AssetBalanceNotFoundError,
  AssetNotFoundError,
  BalanceNotFoundError,
  OrderNotFoundError,
  TransactionNotFoundError,
  UserNotFoundError,
} from './not-found-errors.ts';
import {
  AccountSuspendedError,
  AlreadyExistsError,
  AssetInactiveError,
  IdempotencyConflictError,
  InsufficientAssetBalanceError,
  InsufficientBalanceError,
  InvalidOrderTransitionError,
  InvalidTransactionTransitionError,
  PriceUnavailableError,
  RateUnavailableError,
} from './rejection-errors.ts';
import {
  ConcurrencyConflictError,
  FeedTrimmedError,
  LockLostError,
  LockNotAcquiredError,
  OutcomeUnknownError,
  StorageFailedError,
  StoreClosedError,
} from './storage-errors.ts';
import { ConfigurationInvalidError, InvalidCursorError, ValidationError } from './validation-error.ts';

export * from './domain-error.ts';
export * from './not-found-errors.ts';
export * from './rejection-errors.ts';
export * from './storage-errors.ts';
export * from './validation-error.ts';

const ERRORS = [
  AccountSuspendedError,
  AlreadyExistsError,
  AssetBalanceNotFoundError,
  AssetInactiveError,
  AssetNotFoundError,
  BalanceNotFoundError,
  ConcurrencyConflictError,
  ConfigurationInvalidError,
  FeedTrimmedError,
  IdempotencyConflictError,
  InsufficientAssetBalanceError,
  InsufficientBalanceError,
  InvalidCursorError,
  InvalidOrderTransitionError,
  InvalidTransactionTransitionError,
  LockLostError,
  LockNotAcquiredError,
  OrderNotFoundError,
  OutcomeUnknownError,
  PriceUnavailableError,
  RateUnavailableError,
  StorageFailedError,
  StoreClosedError,
  TransactionNotFoundError,
  UserNotFoundError,
  ValidationError,
] as const;

/** Every error of the domain and its adapters: narrow on `code`. */
export type OrderfolioError = InstanceType<(typeof ERRORS)[number]>;

/** The stable codes, as a type. */
export type ErrorCode = OrderfolioError['code'];

/** True for an error of the domain or an adapter, of any copy of this package: then narrow on `code`. */
export function isOrderfolioError(error: unknown): error is OrderfolioError {
  return error instanceof DomainError && ERRORS.some(({ code }) => code === error.code);
}
