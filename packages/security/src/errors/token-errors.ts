import { DomainError } from '@orderfolio/domain';

/** The token is authentic, but it has expired. Get a new one. */
export class TokenExpiredError extends DomainError<{ readonly expiredAt: string }> {
  static readonly code = 'TOKEN_EXPIRED';
  readonly code = TokenExpiredError.code;
  declare readonly expiredAt: string;

  constructor(facts: { readonly expiredAt: string }) {
    super(`the token expired at ${facts.expiredAt}`, facts);
  }
}

/** The faults of a token, in words that follow "the token". */
const RULES = {
  MALFORMED: 'does not have the form of a token of its kind',
  HEADER: 'has a header that this service does not issue',
  ALGORITHM: 'is signed with another algorithm than its key',
  UNKNOWN_KEY: 'names a key that this service does not have',
  SIGNATURE: 'has a signature that does not match',
  CLAIM: 'has a claim that is missing or not accepted',
  UNKNOWN: 'is not one that this service has issued',
  PREMATURE: 'was made by a clock that was more than an hour ahead',
  ENDED: 'belongs to a login that has ended',
  REUSED: 'was used before: whoever holds its successor is logged out too',
  USED: 'was used before',
  WITHDRAWN: 'was withdrawn by a change of the password, the role or the address, or by the end of all logins',
} as const;

/** Why a token is not accepted. */
export type TokenRefusal = keyof typeof RULES;

/**
 * This service does not accept the token. `reason` says what is wrong, and `claim` names the claim that is wrong.
 *
 * It has no `cause`: the errors of JWT libraries and JSON parsers quote what they could not read, and a token must not get into a log.
 */
export class TokenInvalidError extends DomainError<TokenInvalidFacts> {
  static readonly code = 'TOKEN_INVALID';
  readonly code = TokenInvalidError.code;
  declare readonly reason: TokenRefusal;
  declare readonly claim?: string;

  constructor(facts: TokenInvalidFacts) {
    super(`the token ${RULES[facts.reason]}${facts.claim === undefined ? '' : `: ${facts.claim}`}`, facts);
  }
}
interface TokenInvalidFacts {
  readonly reason: TokenRefusal;
  readonly claim?: string;
}
