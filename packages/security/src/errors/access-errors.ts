import { DomainError } from '@orderfolio/domain';

/**
 * Username and password do not open an account. The error does not say whether the user does not exist, the password is wrong or the
 * account is paused: an attacker would learn which usernames are real.
 */
export class InvalidCredentialsError extends DomainError {
  static readonly code = 'INVALID_CREDENTIALS';
  readonly code = InvalidCredentialsError.code;

  constructor() {
    super('username or password is wrong', {});
  }
}

/** Why access is denied: the user lacks the role, or asked for something that belongs to another user. */
export type AccessRefusal = 'ROLE_REQUIRED' | 'NOT_SELF';

/** The user is known, but may not do this. */
export class AccessDeniedError extends DomainError<AccessDeniedFacts> {
  static readonly code = 'ACCESS_DENIED';
  readonly code = AccessDeniedError.code;
  declare readonly username: string;
  declare readonly reason: AccessRefusal;
  declare readonly required: readonly string[];

  constructor(facts: AccessDeniedFacts) {
    const orSelf = facts.reason === 'NOT_SELF' ? ', or to be that user' : '';
    super(`${facts.username} needs the role ${facts.required.join(' or ')}${orSelf}`, facts);
  }
}
interface AccessDeniedFacts {
  readonly username: string;
  readonly reason: AccessRefusal;
  readonly required: readonly string[];
}
