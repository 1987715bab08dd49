import type { Clock, IdGenerator, UserRole } from '@orderfolio/domain';
import { type OptionRule, type OptionRules, requireOptions, wholeNumber, withMethod } from '@orderfolio/domain/adapter';
import type { KeyOptions } from './token-keys.ts';

/** The issuer and the audience of tokens, and the keys. */
export type TokenOptions<Role extends string = UserRole> = KeyOptions & {
  /** The issuer of the tokens. This `iss` is written, and no other is accepted. */
  readonly issuer: string;
  /** Whom the tokens are for. This `aud` is written, and no other is accepted. */
  readonly audience: string;
  /**
   * Every role that a token may name: the roles of `createOrderfolio`. A token that names another role is refused. Default `customer` and
   * `admin`.
   */
  readonly roles?: readonly Role[] | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** How long an access token lives, in seconds. Default 900; 1 to 86,400. */
  readonly lifetimeSeconds?: number | undefined;
  /** How far apart the clocks of two services may be, in seconds, for `exp`, `nbf` and `iat`. Default 5; 0 to 300. */
  readonly toleranceSeconds?: number | undefined;
};

const LONGEST_LIFETIME_S = 86_400;
const LARGEST_TOLERANCE_S = 300;

const aName: OptionRule = {
  words: 'must be a name that is not empty',
  allows: (value) => typeof value === 'string' && value !== '',
};
/** `TokenKeys` checks the keys in detail. */
const OPTIONS: OptionRules<TokenOptions<string>> = {
  issuer: aName,
  audience: aName,
  secret: { words: 'must be text or bytes', allows: (value) => typeof value === 'string' || ArrayBuffer.isView(value) },
  keys: { words: 'must list at least one key; or give a secret', allows: Array.isArray },
  signWith: aName,
  // `readRoles` checks each role.
  roles: { words: 'must be a list of roles', allows: Array.isArray },
  clock: withMethod('now'),
  ids: withMethod('next'),
  lifetimeSeconds: wholeNumber(1, LONGEST_LIFETIME_S, 'seconds'),
  toleranceSeconds: wholeNumber(0, LARGEST_TOLERANCE_S, 'seconds'),
};

/** CONFIGURATION_INVALID, naming the field, for an option that is missing, wrong or unknown. */
export function requireTokenOptions(options: TokenOptions<string>): void {
  requireOptions(options, OPTIONS, ['issuer', 'audience'], 'options');
}
