import { type Clock, ConfigurationInvalidError, type IdGenerator, type UserRole } from '@orderfolio/domain';
import { hostOf, parse, type Roles, readFields, readRoles } from '@orderfolio/domain/adapter';
import { type JSONWebKeySet, SignJWT } from 'jose';
import { TokenInvalidError } from '../errors/token-errors.ts';
import {
  ACCESS_TOKEN_CLAIMS,
  ACCESS_TOKEN_TYP,
  type AccessTokenClaims,
  claimsReader,
  DEVICE_TOKEN_CLAIMS,
  DEVICE_TOKEN_TYP,
  type DeviceTokenClaims,
  deviceSchema,
  type IssuedToken,
  readDeviceClaims,
  subjectSchema,
  type UnverifiedTokenPayload,
} from './claims.ts';
import { readCompactToken } from './compact-token.ts';
import { TokenKeys } from './token-keys.ts';
import { requireTokenOptions, type TokenOptions } from './token-options.ts';
import { type TokenKind, TokenVerifier } from './token-verifier.ts';

/** The login that a token belongs to, if any. */
export interface TokenLogin {
  /** The epoch of the login record. A token without an epoch counts as of epoch 0. */
  readonly epoch?: number | undefined;
}

const DEFAULT_LIFETIME_S = 900;
const DEFAULT_TOLERANCE_S = 5;

const DEVICE_TOKENS: TokenKind<DeviceTokenClaims> = {
  typ: DEVICE_TOKEN_TYP,
  requiredClaims: DEVICE_TOKEN_CLAIMS,
  read: readDeviceClaims,
};

/**
 * Access tokens: JWTs that are signed with HS256, EdDSA or ES256.
 *
 * A key is bound to one algorithm and found by its `kid`, so the token cannot choose how it is verified. To rotate, add the new key and
 * sign with it. Drop the old key when its last token has expired: nobody is logged out.
 *
 * ```ts
 * const tokens = new TokenManager({ issuer: 'https://auth.example', audience: 'trading', secret });
 * const token = await tokens.createAccessToken('alice_01', 'customer');
 * const { sub, role } = await tokens.verifyAccessToken(token);
 * ```
 *
 * A service that only verifies gives the public keys of the service that signs, and no `signWith`.
 */
export class TokenManager<const Role extends string = UserRole> {
  readonly #keys: TokenKeys;
  readonly #issuer: string;
  readonly #audience: string;
  readonly #clock: Clock;
  readonly #ids: IdGenerator;
  readonly #lifetime: number;
  readonly #tolerance: number;
  readonly #roles: Roles<Role>;
  readonly #accessTokens: TokenKind<AccessTokenClaims<Role>>;
  readonly #verifier: TokenVerifier;
  readonly #subject: ReturnType<typeof subjectSchema<Role>>;

  /**
   * CONFIGURATION_INVALID, naming the field, for a short or weak secret, an unreadable key, an unknown algorithm, or a number out of
   * range.
   */
  constructor(options: TokenOptions<Role>) {
    requireTokenOptions(options);
    const { issuer, audience, lifetimeSeconds = DEFAULT_LIFETIME_S, toleranceSeconds = DEFAULT_TOLERANCE_S } = options;
    this.#keys = new TokenKeys(options);
    this.#issuer = issuer;
    this.#audience = audience;
    const { clock, ids } = hostOf(options);
    this.#clock = clock;
    this.#ids = ids;
    this.#lifetime = lifetimeSeconds;
    this.#tolerance = toleranceSeconds;
    this.#roles = readRoles(options.roles);
    const read = claimsReader(this.#roles);
    this.#accessTokens = { typ: ACCESS_TOKEN_TYP, requiredClaims: ACCESS_TOKEN_CLAIMS, read };
    this.#verifier = new TokenVerifier(this.#keys, { issuer, audience, clock, toleranceSeconds });
    this.#subject = subjectSchema(this.#roles);
  }

  /** The roles that a token may name. */
  get roles(): readonly Role[] {
    return this.#roles.names;
  }

  /** False if the keys only verify: there is no `secret` and no `signWith`. */
  get canIssue(): boolean {
    return this.#keys.signing !== undefined;
  }

  /** A signed access token. VALIDATION_FAILED for an invalid username or role; CONFIGURATION_INVALID if the keys only verify. */
  async createAccessToken(username: string, role: Role): Promise<string> {
    return (await this.issueAccessToken(username, role)).token;
  }

  /**
   * A signed access token and its claims: `jti` is for the audit trail, and `exp` is for the client. VALIDATION_FAILED for an invalid
   * username or role; CONFIGURATION_INVALID if the keys only verify.
   */
  async issueAccessToken(username: string, role: Role, login: TokenLogin = {}): Promise<IssuedToken<Role>> {
    const { epoch } = readFields(login, 'login');
    const subject = parse(this.#subject, { username, role, epoch });
    const now = this.#now();
    const claims: AccessTokenClaims<Role> = {
      sub: subject.username,
      role: subject.role,
      type: 'access',
      iss: this.#issuer,
      aud: this.#audience,
      iat: now,
      nbf: now,
      exp: now + this.#lifetime,
      jti: this.#ids.next(),
      ...(subject.epoch !== undefined && { epoch: subject.epoch }),
    };
    return { token: await this.#sign(claims, ACCESS_TOKEN_TYP), claims };
  }

  /**
   * A signed token that proves that a device has logged in. It opens nothing. VALIDATION_FAILED and CONFIGURATION_INVALID as for an
   * access token.
   */
  async issueDeviceToken(username: string, familyId: string, lifetimeSeconds: number): Promise<string> {
    const device = parse(deviceSchema, { username, familyId, lifetimeSeconds });
    const now = this.#now();
    const claims: DeviceTokenClaims = {
      sub: device.username,
      type: 'device',
      iss: this.#issuer,
      aud: this.#audience,
      iat: now,
      nbf: now,
      exp: now + device.lifetimeSeconds,
      jti: device.familyId,
    };
    return this.#sign(claims, DEVICE_TOKEN_TYP);
  }

  async #sign(claims: AccessTokenClaims<Role> | DeviceTokenClaims, typ: string): Promise<string> {
    const { signing } = this.#keys;
    if (signing === undefined) {
      const rule = 'is needed to issue tokens: the keys of this service only verify';
      throw new ConfigurationInvalidError({ field: 'signWith', rule });
    }
    const { kid, alg, key } = signing;
    return new SignJWT({ ...claims }).setProtectedHeader({ alg, typ, kid }).sign(key);
  }

  /**
   * The claims of the token, after all checks: form, header, key, algorithm, signature, every claim. TOKEN_EXPIRED for an authentic token
   * that has expired; TOKEN_INVALID, with the reason, for any other fault.
   */
  async verifyAccessToken(token: string): Promise<AccessTokenClaims<Role>> {
    return this.#verifier.verify(token, this.#accessTokens);
  }

  /** The claims of a device token, after the same checks as for an access token. TOKEN_EXPIRED, TOKEN_INVALID. */
  async verifyDeviceToken(token: string): Promise<DeviceTokenClaims> {
    return this.#verifier.verify(token, DEVICE_TOKENS);
  }

  /** The claims of a token, unchecked. TOKEN_INVALID for text that does not have the form of a token. */
  decodeTokenPayload(token: string): UnverifiedTokenPayload {
    return { verified: false, unverifiedClaims: readCompactToken(token).claims };
  }

  /**
   * True once the token's own `exp` has passed, with the tolerance of verification. It does not check whether the token is authentic.
   * TOKEN_INVALID for text that does not have the form of a token, or has no `exp`.
   */
  isTokenExpired(token: string): boolean {
    const { exp } = readCompactToken(token).claims;
    if (typeof exp !== 'number') throw new TokenInvalidError({ reason: 'CLAIM', claim: 'exp' });
    return exp <= this.#now() - this.#tolerance;
  }

  /** The public keys, for services that verify tokens themselves. Serve them at `/.well-known/jwks.json`: no secret is in them. */
  jwks(): JSONWebKeySet {
    return this.#keys.jwks();
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}
