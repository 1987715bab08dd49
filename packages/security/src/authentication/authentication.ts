import {
  type Clock,
  ConfigurationInvalidError,
  type IdGenerator,
  type Orderfolio,
  type Store,
  type Timer,
  type UserRole,
} from '@orderfolio/domain';
import {
  adapterStoreOf,
  aFlag,
  anObject,
  hostOf,
  isStore,
  type OptionRules,
  readRoles,
  requireOptions,
  withMethod,
} from '@orderfolio/domain/adapter';
import type { AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger } from '../audit/audit-logger.ts';
import type { PasswordManager } from '../passwords/password-manager.ts';
import type { TokenManager } from '../tokens/token-manager.ts';
import { changeRole, logoutEverywhere, unlock } from './account-changes.ts';
import type { AuthenticationContext } from './account-command.ts';
import { type AuditedStatus, actOnStatus } from './account-status.ts';
import { currentUser } from './current-user.ts';
import { changeEmail, type EmailVerification, requestEmailVerification, verifyEmail } from './email.ts';
import type { ActingFor, OnBehalf } from './given.ts';
import { authenticateUser, type Credentials } from './login.ts';
import { changePassword, checkPassword, type Passwords, setPassword } from './password-change.ts';
import { type AuthenticationPolicy, readPolicy } from './policy.ts';
import type { PublicUser } from './public-user.ts';
import { type PurgeResult, purgeExpired } from './purge.ts';
import { type Recovery, requestPasswordReset, resetPassword } from './recovery.ts';
import { logout, refresh } from './refresh.ts';
import { type Registration, register } from './registration.ts';
import type { Session } from './session.ts';
import { endSession, type Sessions, sessions } from './sessions.ts';

/** What authentication is made of. */
export interface AuthenticationOptions<Role extends string = UserRole> {
  readonly app: Pick<Orderfolio<Role>, 'users' | 'roles'>;
  readonly store: Store;
  readonly passwords: PasswordManager;
  /** With the roles of the app. */
  readonly tokens: TokenManager<Role>;
  readonly audit: AuditLogger;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** How a command waits before it tries again. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  readonly policy?: AuthenticationPolicy | undefined;
  /** Also keep the trail in the store, as a hash chain per user (see `verifyAuditTrail`). Default false. */
  readonly keepAuditTrail?: boolean | undefined;
}

/**
 * Accounts: each method is one read and one commit, in which the kept trail has its entries. Every event is logged once the
 * commit is done. Any method may reject with STORAGE_FAILED and OUTCOME_UNKNOWN, and one that is given a password with
 * TOO_BUSY: nothing was counted or written then.
 */
export interface Authentication<Role extends string = UserRole>
  extends Passwords<Role>,
    Recovery<Role>,
    EmailVerification<Role>,
    Sessions,
    AuditedStatus<Role> {
  /**
   * A customer with a USD balance, in one commit. VALIDATION_FAILED (every rule that the password breaks),
   * ALREADY_EXISTS (username, or e-mail in any case). The returned user has no hash.
   */
  register(registration: Registration): Promise<{ readonly user: PublicUser<Role> }>;
  /**
   * A login: an access token, and the first refresh token of a new family. A hash of an old cost is renewed in its commit.
   *
   * INVALID_CREDENTIALS for an unknown user, a wrong, empty or oversized password, an account without a usable hash, and a
   * paused one whatever the password: with the same reads, writes and one comparison each. Too many refused tries pause the
   * account, or the name that nobody has, for longer each time, and the address that they come from; logins that exist go on. A device
   * that has logged in before, and sends its `deviceToken`, is paused by its own tries alone.
   * ACCOUNT_SUSPENDED for a right password of a user who is suspended; an erased one has none.
   */
  authenticateUser(credentials: Credentials): Promise<Session<Role>>;
  /**
   * New tokens for a refresh token, which is used up. TOKEN_EXPIRED, or TOKEN_INVALID with the reason; ACCOUNT_SUSPENDED.
   *
   * A used token that comes again within `refreshGraceSeconds`, while the one that was given out for it is unused, is answered with
   * the same refresh token once more: an answer was lost, or two asked at once. Later (REUSED) it ends its family, for nobody can tell
   * the thief from the owner.
   */
  refresh(refreshToken: string, source?: AuditSource): Promise<Session<Role>>;
  /** Ends the login that the token descends from, a used one too; nothing where it has ended. TOKEN_INVALID for no token of this service. */
  logout(refreshToken: string, source?: AuditSource): Promise<void>;
  /** Ends all logins of the user; `by` names who did it for them. USER_NOT_FOUND. `currentUser` refuses their access tokens. */
  logoutEverywhere(username: string, source?: OnBehalf): Promise<void>;
  /**
   * Ends the pause of an account, and forgets the refused tries before it; nothing where there are none. The logins stay as they are.
   * `by` is recorded, not checked: ask `requireRole` first. USER_NOT_FOUND.
   */
  unlock(username: string, acting: ActingFor): Promise<void>;
  /**
   * Another role, and the end of all logins, so that the next tokens have it; nothing where the user has it already.
   * `by` is recorded, not checked: ask `requireRole` first. USER_NOT_FOUND, VALIDATION_FAILED, ACCOUNT_SUSPENDED (an erased account).
   */
  changeRole(username: string, role: Role, by: string, source?: AuditSource): Promise<PublicUser<Role>>;
  /**
   * Removes what has ended: logins with their refresh tokens, tokens that were sent by mail, counts of names that nobody has. Resolves
   * when all of it is gone; inside, it goes in pages, and others come between. Run it once a day. On DynamoDB it reads the whole
   * table: where its `ttl` is switched on, there is no need for it. The audit trail stays.
   */
  purgeExpired(): Promise<PurgeResult>;
  /**
   * The user of an access token, as stored now, in one read. TOKEN_INVALID (ENDED) for a token from before the end of all logins, a
   * change of password or role, or of a user who is not active. TOKEN_EXPIRED, TOKEN_INVALID, USER_NOT_FOUND.
   */
  currentUser(accessToken: string): Promise<PublicUser<Role>>;
}

const OPTIONS: OptionRules<AuthenticationOptions<string>> = {
  app: {
    words: 'must be an Orderfolio, as createOrderfolio makes it',
    allows: (value) =>
      typeof value === 'object' && value !== null && withMethod('get').allows(Reflect.get(value, 'users')),
  },
  store: { words: 'must be a store as an adapter has opened it', allows: isStore },
  passwords: { ...withMethod('matchesPassword'), words: 'must be a PasswordManager' },
  tokens: { ...withMethod('issueAccessToken'), words: 'must be a TokenManager' },
  audit: { ...withMethod('prepare'), words: 'must be an AuditLogger' },
  clock: withMethod('now'),
  ids: withMethod('next'),
  timer: withMethod('sleep'),
  policy: anObject,
  keepAuditTrail: aFlag,
};

/**
 * Authentication over a store.
 *
 * ```ts
 * const auth = createAuthentication({ app, store, passwords, tokens, audit });
 * await auth.register({ username, email, firstName, lastName, password });
 * const { accessToken, refreshToken } = await auth.authenticateUser({ username, password, ipAddress });
 * ```
 *
 * CONFIGURATION_INVALID, naming the field, for a policy that cannot work, a store that no adapter has opened, or another part
 * that is not what it must be.
 */
export function createAuthentication<Role extends string>(options: AuthenticationOptions<Role>): Authentication<Role>;
export function createAuthentication(options: AuthenticationOptions<string>): Authentication<string> {
  requireOptions(options, OPTIONS, ['app', 'store', 'passwords', 'tokens', 'audit'], 'options');
  const { app, store, tokens, passwords, audit, keepAuditTrail = false, ...given } = options;
  // Else every login would fail, after its password was found right.
  if (!tokens.canIssue) throw new ConfigurationInvalidError({ field: 'tokens', rule: 'must be able to issue tokens' });
  // Else a user could be shown in one role, and have the rights of another.
  if (app.roles.toSorted().join() !== tokens.roles.toSorted().join())
    throw new ConfigurationInvalidError({ field: 'tokens', rule: 'must have the roles that app has' });
  const { unitOfWork, users, refreshTokens, assetBalances, expired } = adapterStoreOf(store);
  const context: AuthenticationContext = {
    commands: { unitOfWork, ...hostOf(given) },
    users,
    families: refreshTokens,
    accounts: { assetBalances, refreshTokens },
    expired,
    passwords,
    tokens,
    roles: readRoles(tokens.roles),
    audit,
    policy: readPolicy(given.policy),
    keepAuditTrail,
  };
  return {
    register: (registration) => register(context, registration),
    authenticateUser: (credentials) => authenticateUser(context, credentials),
    refresh: (refreshToken, source = {}) => refresh(context, refreshToken, source),
    logout: (refreshToken, source = {}) => logout(context, refreshToken, source),
    logoutEverywhere: (username, source = {}) => logoutEverywhere(context, username, source),
    sessions: (username) => sessions(context, username),
    endSession: (username, familyId, source = {}) => endSession(context, username, familyId, source),
    changePassword: (change) => changePassword(context, change),
    setPassword: (username, password, acting) => setPassword(context, username, password, acting),
    checkPassword: (username, password, source = {}) => checkPassword(context, username, password, source),
    requestPasswordReset: (email, source = {}) => requestPasswordReset(context, email, source),
    resetPassword: (reset) => resetPassword(context, reset),
    requestEmailVerification: (username, source = {}) => requestEmailVerification(context, username, source),
    changeEmail: (change) => changeEmail(context, change),
    verifyEmail: (proof) => verifyEmail(context, proof),
    unlock: (username, acting) => unlock(context, username, acting),
    changeRole: (username, role, by, source = {}) => changeRole(context, username, role, by, source),
    suspend: async (username, acting) => actOnStatus(context, 'suspend', username, acting),
    reinstate: async (username, acting) => actOnStatus(context, 'reinstate', username, acting),
    erase: async (username, acting) => actOnStatus(context, 'erase', username, acting),
    purgeExpired: () => purgeExpired(context),
    currentUser: (accessToken) => currentUser(context, accessToken),
  };
}
