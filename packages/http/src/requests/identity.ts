import type { Clock, UserRole } from '@orderfolio/domain';
import { type OptionRules, readRoles, requireOptions } from '@orderfolio/domain/adapter';
import { usernameSchema } from '@orderfolio/domain/schemas';
import {
  type AccessOptions,
  type Identity,
  type RolesAsked,
  requireRole,
  TokenInvalidError,
  type TokenManager,
} from '@orderfolio/security';
import { aText } from '../options.ts';
import { HttpError } from '../problems/http-error.ts';
import { valueAt } from '../value-at.ts';
import { type HeaderSource, headerOf, headersOf } from './headers.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** The part of a request that identifies the caller. */
export interface HeaderedRequest {
  readonly headers: HeaderSource;
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

/**
 * Makes a reader of the caller from `Authorization: Bearer`. It rejects with TOKEN_MISSING, TOKEN_EXPIRED and TOKEN_INVALID, and with
 * VALIDATION_FAILED if the request cannot be read. It remembers verified tokens until they expire: after removing a key, make a new
 * reader.
 */
export function bearer<Role extends string = UserRole>(
  tokens: Pick<TokenManager<Role>, 'verifyAccessToken'>,
  clock?: Clock,
): (request: HeaderedRequest) => Promise<Identity<Role>> {
  const verified = new VerifiedTokens(tokens, clock);
  return async (request) => {
    const [, token] = BEARER.exec(headerOf(headersOf(request), 'authorization') ?? '') ?? [];
    if (token === undefined) throw new HttpError('TOKEN_MISSING');
    return verified.verify(token);
  };
}

/** Like `bearer`, for callers with the role, or one of several. Others get ACCESS_DENIED, which is audited if an audit logger is given. */
export function requireRoleOf<Role extends string = UserRole>(
  tokens: Pick<TokenManager<Role>, 'verifyAccessToken'>,
  roles: RolesAsked<NoInfer<Role>>,
  options: AccessOptions = {},
): (request: HeaderedRequest) => Promise<Identity<Role>> {
  const identify = bearer(tokens);
  return async (request) => {
    const identity = await identify(request);
    requireRole(identity, roles, options);
    return identity;
  };
}

/** Returns the caller that a gateway in front of the service has verified. Undefined if nobody was verified. */
export type IdentitySource = (
  environment: unknown,
) => Identity<string> | undefined | Promise<Identity<string> | undefined>;

/** The names of the gateway's claims. */
export interface GatewayOptions {
  /** The claim that is the username. Default `sub`. */
  readonly usernameClaim?: string | undefined;
  /** The claim that is the role. Default `role`. */
  readonly roleClaim?: string | undefined;
  /** The roles of the app. Default `customer` and `admin`. */
  readonly roles?: readonly string[] | undefined;
}

const GATEWAY_OPTIONS: OptionRules<GatewayOptions> = {
  usernameClaim: aText,
  roleClaim: aText,
  // `readRoles` checks each role.
  roles: { words: 'must be a list of roles', allows: Array.isArray },
};

/**
 * The identity that AWS API Gateway has verified, with its JWT authorizer or your own Lambda authorizer, on REST and HTTP APIs. It is
 * read from the request's context, which no client can write, and never from a header. A claim that is not a username is TOKEN_INVALID. A
 * missing or unknown role counts as `customer`. Cognito's `sub` is a UUID and never a username. Let no user write the claim of the role:
 * anyone who can write it can become an administrator.
 */
export function gatewayIdentity(options: GatewayOptions = {}): IdentitySource {
  requireOptions(options, GATEWAY_OPTIONS, [], 'options');
  const { usernameClaim = 'sub', roleClaim = 'role' } = options;
  const roles = readRoles<string>(options.roles);
  return (environment) => {
    const authorizer = valueAt(environment, 'requestContext', 'authorizer');
    const claims =
      valueAt(authorizer, 'jwt', 'claims') ??
      valueAt(authorizer, 'lambda') ??
      valueAt(authorizer, 'claims') ??
      authorizer;
    const username = valueAt(claims, usernameClaim);
    if (username === undefined) return undefined;
    const sub = usernameSchema.safeParse(username);
    if (!sub.success) throw new TokenInvalidError({ reason: 'CLAIM', claim: usernameClaim });
    return { sub: sub.data, role: roles.of(String(valueAt(claims, roleClaim))) };
  };
}
