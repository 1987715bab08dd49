import type { AccessRefusal } from '../errors/access-errors.ts';

/** The origin of a request, as far as it is known. The client says all of it, and nothing is checked. */
export interface AuditSource {
  readonly ipAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly requestId?: string | undefined;
  /** Texts that must not appear in the record, in any field: the password or token of this request. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * `UNUSABLE_HASH`: the stored text of this user is not a bcrypt hash, so no password opens the account. `ACCOUNT_SUSPENDED`: the password
 * was right, and the user is suspended.
 */
export type LoginFailure =
  | 'UNKNOWN_USER'
  | 'WRONG_PASSWORD'
  | 'ACCOUNT_PAUSED'
  | 'SOURCE_PAUSED'
  | 'ACCOUNT_SUSPENDED'
  | 'INVALID_INPUT'
  | 'UNUSABLE_HASH';
/** Why tokens were revoked. */
export type RevocationReason =
  | 'LOGOUT'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'ROLE_CHANGED'
  | 'REUSE_DETECTED'
  | 'SESSION_ENDED'
  | 'SESSION_LIMIT'
  | 'BY_ADMIN';
/** Why a mailed token is refused. `UNKNOWN_TOKEN` is logged, but not kept in the store: anyone can write a name into a token. */
export type MailedTokenRefusal = 'UNKNOWN_TOKEN' | 'USED' | 'EXPIRED' | 'PREMATURE' | 'WITHDRAWN';
/** Why a refresh is refused. `UNKNOWN_TOKEN` and `INVALID_INPUT` are logged, but not kept in the store. */
export type RefreshRefusal =
  | 'UNKNOWN_TOKEN'
  | 'INVALID_INPUT'
  | 'ENDED'
  | 'EXPIRED'
  | 'PREMATURE'
  | 'REUSED'
  | 'ACCOUNT_SUSPENDED';
/** The user was let in, and chose a password that breaks a rule. */
export type PasswordRefusal = 'NEW_PASSWORD_REFUSED';

/** The facts of each event, apart from where the request came from. `username` is always the account concerned. */
export interface AuditFacts {
  LOGIN_SUCCEEDED: object;
  LOGIN_FAILED: { readonly reason: LoginFailure };
  LOGGED_OUT: object;
  LOGOUT_FAILED: { readonly reason: 'UNKNOWN_TOKEN' | 'INVALID_INPUT' };
  PASSWORD_CHANGED: { readonly actor?: string | undefined };
  PASSWORD_CHANGE_FAILED: { readonly reason: PasswordRefusal; readonly actor?: string | undefined };
  PASSWORD_CHECKED: object;
  PASSWORD_RESET_REQUESTED: object;
  PASSWORD_RESET: object;
  PASSWORD_RESET_FAILED: { readonly reason: MailedTokenRefusal | PasswordRefusal | 'UNKNOWN_USER' };
  EMAIL_VERIFICATION_REQUESTED: object;
  EMAIL_CHANGE_REQUESTED: object;
  EMAIL_VERIFIED: object;
  EMAIL_CHANGED: object;
  EMAIL_VERIFICATION_FAILED: { readonly reason: MailedTokenRefusal | 'EMAIL_TAKEN' };
  TOKEN_CREATED: { readonly tokenId: string };
  /** `REPEATED`: the token came again within its grace, and got the same answer. */
  TOKEN_REFRESHED: { readonly tokenId: string; readonly reason?: 'REPEATED' | undefined };
  REFRESH_FAILED: { readonly reason: RefreshRefusal };
  TOKEN_REVOKED: {
    readonly reason: RevocationReason;
    readonly tokenId?: string | undefined;
    readonly actor?: string | undefined;
  };
  ACCESS_DENIED: { readonly reason: AccessRefusal; readonly required: readonly string[] };
  USER_CREATED: { readonly role: string; readonly actor?: string | undefined };
  ROLE_CHANGED: {
    readonly role: string;
    readonly previousRole: string;
    readonly actor?: string | undefined;
  };
  /** These three are done by an operator. The first and the last end all logins. */
  USER_SUSPENDED: { readonly actor: string };
  USER_REINSTATED: { readonly actor: string };
  USER_ERASED: { readonly actor: string };
  /** Too many refused tries came from one address, or from a device that had logged in before. */
  SOURCE_LOCKED: { readonly failures: number; readonly lockedUntil: string };
  ACCOUNT_UNLOCKED: { readonly actor: string };
  ACCOUNT_LOCKED: { readonly failures: number; readonly lockedUntil: string };
}

/** The events of the trail. */
export type AuditEventName = keyof AuditFacts;
/** The input for an event: the account, its facts, and where the request came from. */
export type AuditInput<Event extends AuditEventName> = { readonly username: string } & AuditFacts[Event] & AuditSource;

/** Says whether an event reports a success or a refusal. */
export const OUTCOMES: { readonly [Event in AuditEventName]: 'SUCCESS' | 'FAILURE' } = Object.freeze({
  LOGIN_SUCCEEDED: 'SUCCESS',
  LOGIN_FAILED: 'FAILURE',
  LOGGED_OUT: 'SUCCESS',
  LOGOUT_FAILED: 'FAILURE',
  PASSWORD_CHANGED: 'SUCCESS',
  PASSWORD_CHANGE_FAILED: 'FAILURE',
  PASSWORD_CHECKED: 'SUCCESS',
  PASSWORD_RESET_REQUESTED: 'SUCCESS',
  PASSWORD_RESET: 'SUCCESS',
  PASSWORD_RESET_FAILED: 'FAILURE',
  EMAIL_VERIFICATION_REQUESTED: 'SUCCESS',
  EMAIL_CHANGE_REQUESTED: 'SUCCESS',
  EMAIL_VERIFIED: 'SUCCESS',
  EMAIL_CHANGED: 'SUCCESS',
  EMAIL_VERIFICATION_FAILED: 'FAILURE',
  TOKEN_CREATED: 'SUCCESS',
  TOKEN_REFRESHED: 'SUCCESS',
  REFRESH_FAILED: 'FAILURE',
  TOKEN_REVOKED: 'SUCCESS',
  ACCESS_DENIED: 'FAILURE',
  USER_CREATED: 'SUCCESS',
  ROLE_CHANGED: 'SUCCESS',
  USER_SUSPENDED: 'SUCCESS',
  USER_REINSTATED: 'SUCCESS',
  USER_ERASED: 'SUCCESS',
  ACCOUNT_LOCKED: 'FAILURE',
  ACCOUNT_UNLOCKED: 'SUCCESS',
  SOURCE_LOCKED: 'FAILURE',
});

/** One line of the trail. Absent fields are left out, never null. */
export interface AuditRecord {
  /** The version of this schema. */
  readonly schema: 1;
  readonly event: AuditEventName;
  readonly outcome: 'SUCCESS' | 'FAILURE';
  /** ISO-8601 UTC, from the clock. */
  readonly time: string;
  readonly username: string;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
  readonly reason?: string;
  /** The actor, if that is not the user. */
  readonly actor?: string;
  readonly role?: string;
  readonly previousRole?: string;
  /** The roles that would have allowed it, separated by spaces. Any one of them is enough. */
  readonly required?: string;
  /** The `jti` of an access token, or the id of a refresh token's family. */
  readonly tokenId?: string;
  readonly failures?: number;
  readonly lockedUntil?: string;
  /** The `kid` of the key that hashes the kept entry of this record. */
  readonly chainKey?: string;
  /** In a log line whose record is also kept in the store: its place in the chain, and the hash of its entry. */
  readonly sequence?: number;
  readonly hash?: string;
}
