import { type Clock, ConfigurationInvalidError, type IdGenerator, type UserRole } from '@orderfolio/domain';
import {
  hostOf,
  type OptionRule,
  type OptionRules,
  parse,
  type Roles,
  readFields,
  readRoles,
  requireOptions,
  wholeNumber,
  withMethod,
} from '@orderfolio/domain/adapter';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { TokenExpiredError, TokenInvalidError } from '../errors/token-errors.ts';
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
import { readCompactToken, readHeader } from './compact-token.ts';
import { type KeyOptions, type TokenKey, TokenKeys } from './token-keys.ts';

/** Who issues tokens, for whom, and with which keys. */
export type TokenOptions<Role extends string = UserRole> = KeyOptions & {
  /** Who issues the tokens: the `iss` that is written and the only one that is accepted. */
  readonly issuer: string;
  /** Whom they are for: the `aud` that is written and the only one that is accepted. */
  readonly audience: string;
  /**
   * Every role that a token may name: those of `createOrderfolio`. A token that names another one is refused. Default `customer` and
   * `admin`.
   */
  readonly roles?: readonly Role[] | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Default: ULIDs from the clock. */
  readonly ids?: IdGenerator | undefined;
  /** How long an access token lives, in seconds. Default 900; 1 to 86,400. */
  readonly lifetimeSeconds?: number | undefined;
  /** How far the clocks of two services may be apart, in seconds, for `exp`, `nbf` and `iat`. Default 5; 0 to 300. */
  readonly toleranceSeconds?: number | undefined;
};

/** The login that a token belongs to, where it belongs to one. */
export interface TokenLogin {
  /** The epoch of the login record: a token without one counts as of epoch 0. */
  readonly epoch?: number | undefined;
}

const DEFAULT_LIFETIME_S = 900;
const LONGEST_LIFETIME_S = 86_400;
const DEFAULT_TOLERANCE_S = 5;
const LARGEST_TOLERANCE_S = 300;

const aName: OptionRule = {
  words: 'must be a name that is not empty',
  allows: (value) => typeof value === 'string' && value !== '',
};
/** `TokenKeys` says more of what is wrong with a key. */
const OPTIONS: OptionRules<TokenOptions<string>> = {
  issuer: aName,
  audience: aName,
  secret: { words: 'must be text or bytes', allows: (value) => typeof value === 'string' || ArrayBuffer.isView(value) },
  keys: { words: 'must list at least one key; or give a secret', allows: Array.isArray },
  signWith: aName,
  // `readRoles` says what each must be.
  roles: { words: 'must be a list of roles', allows: Array.isArray },
  clock: withMethod('now'),
  ids: withMethod('next'),
  lifetimeSeconds: wholeNumber(1, LONGEST_LIFETIME_S, 'seconds'),
  toleranceSeconds: wholeNumber(0, LARGEST_TOLERANCE_S, 'seconds'),
};

/**
 * Access tokens: JWTs signed with HS256, EdDSA or ES256.
 *
 * A key is bound to one algorithm and found by its `kid`, so the token has no say in how it is verified. To rotate, add the
 * new key, sign with it, and drop the old one when the last of its tokens has expired: nobody is logged out.
 *
 * ```ts
 * const tokens = new TokenManager({ issuer: 'https://auth.example', audience: 'trading', secret });
 * const token = await tokens.createAccessToken('alice_01', 'customer');
 * const { sub, role } = await tokens.verifyAccessToken(token);
 * ```
 *
 * A service that only verifies gives the public keys of the one that signs, and no `signWith`.
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
  readonly #readClaims: ReturnType<typeof claimsReader<Role>>;
  readonly #subject: ReturnType<typeof subjectSchema<Role>>;

  /**
   * CONFIGURATION_INVALID, naming the field: a short or weak secret, an unreadable key, an unknown algorithm, a number out of
   * range.
   */
  constructor(options: TokenOptions<Role>) {
    requireOptions(options, OPTIONS, ['issuer', 'audience'], 'options');
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
    this.#readClaims = claimsReader(this.#roles);
    this.#subject = subjectSchema(this.#roles);
  }

  /** The roles that a token may name. */
  get roles(): readonly Role[] {
    return this.#roles.names;
  }

  /** False where the keys only verify: no `secret`, no `signWith`. */
  get canIssue(): boolean {
    return this.#keys.signing !== undefined;
  }

  /** A signed access token. VALIDATION_FAILED for no username or no role; CONFIGURATION_INVALID where the keys only verify. */
  async createAccessToken(username: string, role: Role): Promise<string> {
    return (await this.issueAccessToken(username, role)).token;
  }

  /**
   * A signed access token, and what it says: its `jti` for the audit trail, its `exp` for the client.
   * VALIDATION_FAILED for no username or no role; CONFIGURATION_INVALID where the keys only verify.
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
   * A signed token for a device that has logged in: it says so, and opens nothing. VALIDATION_FAILED, CONFIGURATION_INVALID as for an
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
   * What the token says, once everything about it has been checked: form, header, key, algorithm, signature, every claim.
   * TOKEN_EXPIRED for an authentic token whose time is over; TOKEN_INVALID, with the reason, for everything else.
   */
  async verifyAccessToken(token: string): Promise<AccessTokenClaims<Role>> {
    return this.#claimsOf(token, ACCESS_TOKEN_TYP, ACCESS_TOKEN_CLAIMS, this.#readClaims);
  }

  /** What a device token says, checked as an access token is. TOKEN_EXPIRED, TOKEN_INVALID. */
  async verifyDeviceToken(token: string): Promise<DeviceTokenClaims> {
    return this.#claimsOf(token, DEVICE_TOKEN_TYP, DEVICE_TOKEN_CLAIMS, readDeviceClaims);
  }

  async #claimsOf<Claims extends { readonly iat: number }>(
    token: string,
    typ: string,
    requiredClaims: string[],
    read: (payload: unknown) => Claims | string,
  ): Promise<Claims> {
    const { header } = readCompactToken(token);
    const { alg, kid } = readHeader(header, typ);
    const key = this.#keys.get(kid);
    if (key === undefined) throw new TokenInvalidError({ reason: 'UNKNOWN_KEY' });
    if (key.alg !== alg) throw new TokenInvalidError({ reason: 'ALGORITHM' });
    const claims = read(await this.#verify(token, key, typ, requiredClaims));
    if (typeof claims === 'string') throw new TokenInvalidError({ reason: 'CLAIM', claim: claims });
    // The standard asks for no check of `iat`; a token from the future is a forgery or a broken clock.
    if (claims.iat > this.#now() + this.#tolerance) throw new TokenInvalidError({ reason: 'CLAIM', claim: 'iat' });
    return claims;
  }

  /** What a token says of itself, with nothing checked. TOKEN_INVALID for text that has not the form of a token. */
  decodeTokenPayload(token: string): UnverifiedTokenPayload {
    return { verified: false, unverifiedClaims: readCompactToken(token).claims };
  }

  /**
   * True once the token's own `exp` has passed, by the tolerance that verification grants. Says nothing of whether it is authentic.
   * TOKEN_INVALID for text that has not the form of a token, or says nothing of when it expires.
   */
  isTokenExpired(token: string): boolean {
    const { exp } = readCompactToken(token).claims;
    if (typeof exp !== 'number') throw new TokenInvalidError({ reason: 'CLAIM', claim: 'exp' });
    return exp <= this.#now() - this.#tolerance;
  }

  /** The public keys, for services that verify tokens themselves: serve it at `/.well-known/jwks.json`. No secret is in it. */
  jwks(): JSONWebKeySet {
    return this.#keys.jwks();
  }

  async #verify(token: string, key: TokenKey, typ: string, requiredClaims: string[]): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key.verifyWith, {
        algorithms: [key.alg],
        typ,
        issuer: this.#issuer,
        audience: this.#audience,
        requiredClaims,
        currentDate: this.#clock.now(),
        clockTolerance: this.#tolerance,
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }
}

/** The library's verdict in this package's terms, without its error: that one carries the claims. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    const { exp } = error.payload;
    return new TokenExpiredError({ expiredAt: new Date(Math.max(0, exp ?? 0) * 1000).toISOString() });
  }
  if (error instanceof errors.JWTClaimValidationFailed)
    return new TokenInvalidError({ reason: 'CLAIM', claim: error.claim });
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenInvalidError({ reason: 'SIGNATURE' });
  if (error instanceof errors.JOSEError) return new TokenInvalidError({ reason: 'MALFORMED' });
  return error;
}
