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
import { type HeaderSource, headerOf } from './headers.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** A request as far as it says who asks. */
export interface HeaderedRequest {
  readonly headers: HeaderSource;
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

/**
 * Reads who asks from `Authorization: Bearer`. The reader rejects with TOKEN_MISSING, TOKEN_EXPIRED and TOKEN_INVALID. It keeps
 * the tokens that it has verified until they expire: a key that is taken away needs a new reader.
 */
export function bearer<Role extends string = UserRole>(
  tokens: Pick<TokenManager<Role>, 'verifyAccessToken'>,
  clock?: Clock,
): (request: HeaderedRequest) => Promise<Identity<Role>> {
  const verified = new VerifiedTokens(tokens, clock);
  return async ({ headers }) => {
    const [, token] = BEARER.exec(headerOf(headers, 'authorization') ?? '') ?? [];
    if (token === undefined) throw new HttpError('TOKEN_MISSING');
    return verified.verify(token);
  };
}

/** As `bearer`, for those who have the role, or one of several: ACCESS_DENIED, audited when an audit logger is given. */
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

/** Who asks, by what stands in front of the service and has verified it; undefined when nobody was verified. */
export type IdentitySource = (
  environment: unknown,
) => Identity<string> | undefined | Promise<Identity<string> | undefined>;

/** How the gateway names what it has verified. */
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
  // `readRoles` says what each must be.
  roles: { words: 'must be a list of roles', allows: Array.isArray },
};

/**
 * The identity that AWS API Gateway has verified, with its JWT authorizer or a Lambda authorizer of yours, on REST and HTTP
 * APIs. It is read from the request's context, which no client can write, and never from a header.
 * A claim that is no username is TOKEN_INVALID; a role that is none, or none at all, is a customer's. Cognito's `sub` is a
 * UUID and never a username. Let nobody write the claim of the role: whoever can make themselves an administrator.
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
