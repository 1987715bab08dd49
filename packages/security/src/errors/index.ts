import type { AccessDeniedError, InvalidCredentialsError } from './access-errors.ts';
import type { TokenExpiredError, TokenInvalidError } from './token-errors.ts';
import type { TooBusyError } from './too-busy-error.ts';

export { AccessDeniedError, type AccessRefusal, InvalidCredentialsError } from './access-errors.ts';
export { TokenExpiredError, TokenInvalidError, type TokenRefusal } from './token-errors.ts';
export { TooBusyError } from './too-busy-error.ts';

/** Every error that this package adds to those of the domain. Narrow on `code`. */
export type SecurityError =
  | AccessDeniedError
  | InvalidCredentialsError
  | TokenExpiredError
  | TokenInvalidError
  | TooBusyError;
