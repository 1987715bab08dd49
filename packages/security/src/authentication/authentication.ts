import {
  type Clock,
  ConfigurationInvalidError,
  type IdGenerator,
  type Observer,
  type Orderfolio,
  type Store,
  type Timer,
  type UserRole,
} from '@orderfolio/domain';
import {
  adapterStoreOf,
  aFlag,
  anObject,
  aStore,
  guardedObserver,
  hostOf,
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

/** The parts that authentication uses. */
export interface AuthenticationOptions<Role extends string = UserRole> {
  readonly app: Pick<Orderfolio<Role>, 'users' | 'roles'>;
  readonly store: Store;
  readonly passwords: PasswordManager;
  /** It must have the roles of the app. */
  readonly tokens: TokenManager<Role>;
  readonly audit: AuditLogger;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** Waits before a command is tried again. Default: the machine's timer. */
  readonly timer?: Timer | undefined;
  readonly policy?: AuthenticationPolicy | undefined;
  /** Is told of the commands, as that of `createOrderfolio` is. Default: nobody is. */
  readonly observe?: Observer | undefined;
  /** Also keeps the trail in the store, as a hash chain for each user (see `verifyAuditTrail`). Default false. */
  readonly keepAuditTrail?: boolean | undefined;
}

/**
 * Accounts. Each method makes one read and one commit, which includes the entries of the kept trail. Every event is logged after the
 * commit. Any method may reject with STORAGE_FAILED and OUTCOME_UNKNOWN. A method that takes a password may reject with TOO_BUSY: nothing
 * was counted or written then.
 */
export interface Authentication<Role extends string = UserRole>
  extends Passwords<Role>,
    Recovery<Role>,
    EmailVerification<Role>,
    Sessions,
    AuditedStatus<Role> {
  /**
   * Registers a customer with a USD balance, in one commit. The returned user has no hash. VALIDATION_FAILED (every rule that the
   * password breaks), ALREADY_EXISTS (username, or e-mail in any case).
   */
  register(registration: Registration): Promise<{ readonly user: PublicUser<Role> }>;
  /**
   * Logs a user in. The session has an access token, and the first refresh token of a new family. The same commit renews a hash of an old
   * cost.
   *
   * INVALID_CREDENTIALS for an unknown user, a wrong, empty or oversized password, an account without a usable hash, and, with any
   * password, a paused account. Each case makes the same reads and writes, and one comparison. Too many refused tries pause the account,
   * or the name that nobody has, and each pause is longer than the one before. They also pause the address that they come from. Open
   * logins go on. A device that has logged in before, and sends its `deviceToken`, is only paused by its own tries.
   *
   * ACCOUNT_SUSPENDED if the user is suspended and the password is right. An erased user has no password.
   */
  authenticateUser(credentials: Credentials): Promise<Session<Role>>;
  /**
   * Exchanges a refresh token for new tokens, and uses it up. TOKEN_EXPIRED, TOKEN_INVALID with the reason, ACCOUNT_SUSPENDED.
   *
   * A used token may come again because an answer was lost, or because two requests came at once. Within `refreshGraceSeconds`, and while
   * its successor is unused, the answer is the same refresh token again. After that, it ends its family (REUSED), because nobody can tell
   * the thief from the owner.
   */
  refresh(refreshToken: string, source?: AuditSource): Promise<Session<Role>>;
  /**
   * Ends the login that the token descends from, even if the token is used. It does nothing if that login has ended. TOKEN_INVALID if the
   * token is not one of this service.
   */
  logout(refreshToken: string, source?: AuditSource): Promise<void>;
  /** Ends all logins of the user. `currentUser` then refuses their access tokens. `by` names who did it for the user. USER_NOT_FOUND. */
  logoutEverywhere(username: string, source?: OnBehalf): Promise<void>;
  /**
   * Ends the pause of an account, and forgets the refused tries before it. It does nothing if there are none. The logins stay open. `by`
   * is recorded, but not checked: call `requireRole` first. USER_NOT_FOUND.
   */
  unlock(username: string, acting: ActingFor): Promise<void>;
  /**
   * Gives the user another role, and ends all logins, so that the next tokens have the role. It does nothing if the user already has the
   * role. `by` is recorded, but not checked: call `requireRole` first. USER_NOT_FOUND, VALIDATION_FAILED, ACCOUNT_SUSPENDED (an erased
   * account).
   */
  changeRole(username: string, role: Role, by: string, source?: AuditSource): Promise<PublicUser<Role>>;
  /**
   * Removes ended records: logins with their refresh tokens, mailed tokens, and counts of names that nobody has. The audit trail stays.
   * It resolves when all of them are gone. It works in pages, and other commands run between them. Run it once a day. On DynamoDB it
   * reads the whole table, and is not needed if `ttl` is switched on.
   */
  purgeExpired(): Promise<PurgeResult>;
  /**
   * The user of an access token, as stored now, in one read. TOKEN_INVALID (ENDED) if the user is not active, or if the token is older
   * than the end of all logins, or a change of password or role. TOKEN_EXPIRED, TOKEN_INVALID, USER_NOT_FOUND.
   */
  currentUser(accessToken: string): Promise<PublicUser<Role>>;
}

const OPTIONS: OptionRules<AuthenticationOptions<string>> = {
  app: {
    words: 'must be an Orderfolio, as createOrderfolio makes it',
    allows: (value) =>
      typeof value === 'object' && value !== null && withMethod('get').allows(Reflect.get(value, 'users')),
  },
  store: aStore,
  passwords: { ...withMethod('matchesPassword'), words: 'must be a PasswordManager' },
  tokens: { ...withMethod('issueAccessToken'), words: 'must be a TokenManager' },
  audit: { ...withMethod('prepare'), words: 'must be an AuditLogger' },
  clock: withMethod('now'),
  ids: withMethod('next'),
  timer: withMethod('sleep'),
  policy: anObject,
  observe: anObject,
  keepAuditTrail: aFlag,
};

/**
 * Makes authentication over a store.
 *
 * ```ts
 * const auth = createAuthentication({ app, store, passwords, tokens, audit });
 * await auth.register({ username, email, firstName, lastName, password });
 * const { accessToken, refreshToken } = await auth.authenticateUser({ username, password, ipAddress });
 * ```
 *
 * CONFIGURATION_INVALID, naming the field, for a policy that cannot work, a store that no adapter has opened, or any other part that is
 * wrong.
 */
export function createAuthentication<Role extends string>(options: AuthenticationOptions<Role>): Authentication<Role>;
export function createAuthentication(options: AuthenticationOptions<string>): Authentication<string> {
  requireOptions(options, OPTIONS, ['app', 'store', 'passwords', 'tokens', 'audit'], 'options');
  const { app, store, tokens, passwords, audit, keepAuditTrail = false, observe, ...given } = options;
  // Otherwise every login would fail after its password was found right.
  if (!tokens.canIssue) throw new ConfigurationInvalidError({ field: 'tokens', rule: 'must be able to issue tokens' });
  // Otherwise a user could have another role in the app than in tokens.
  if (app.roles.toSorted().join() !== tokens.roles.toSorted().join())
    throw new ConfigurationInvalidError({ field: 'tokens', rule: 'must have the roles that app has' });
  const { unitOfWork, users, refreshTokens, assetBalances, expired } = adapterStoreOf(store);
  const context: AuthenticationContext = {
    commands: { unitOfWork, ...hostOf(given), observer: guardedObserver(observe) },
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
