import { ValidationError } from '@orderfolio/domain';
import type { StoredUser } from '@orderfolio/domain/adapter';
import type { PasswordManager } from '../passwords/password-manager.ts';
import type { Patience } from '../passwords/patience.ts';

/** A new password that breaks a rule, and the error for its owner. The trail must record that its owner was let in. */
export interface PasswordRefused {
  readonly refusal: 'NEW_PASSWORD_REFUSED';
  readonly error: ValidationError;
}
/** A new password, hashed. */
export interface PasswordAccepted {
  readonly refusal: undefined;
  readonly passwordHash: string;
}

/** Hashes a new password for its owner, once: a call after a conflict returns the same hash. */
export function newHash(
  passwords: PasswordManager,
  password: string,
  patience: Patience,
): (user: StoredUser) => Promise<PasswordAccepted | PasswordRefused> {
  let passwordHash: string | undefined;
  return async (user) => {
    try {
      passwordHash ??= await passwords.hashPassword(password, user, patience);
      return { refusal: undefined, passwordHash };
    } catch (error) {
      if (error instanceof ValidationError) return { refusal: 'NEW_PASSWORD_REFUSED', error };
      throw error;
    }
  };
}
