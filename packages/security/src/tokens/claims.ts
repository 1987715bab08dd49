import type { UserRole } from '@orderfolio/domain';
import { type Roles, usernameSchema } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** The media type of access tokens in their header: a token made for another purpose does not pass for one. */
export const ACCESS_TOKEN_TYP = 'at+jwt';

/** Seconds since 1970, as JWT counts. */
const seconds = z.int().min(0);

/** One of the roles that the service knows. */
const roleIn = <Role extends string>({ names, has }: Roles<Role>) =>
  z.custom<Role>((role) => typeof role === 'string' && has(role), `must be ${names.join(' or ')}`);

const accessTokenClaimsSchema = z
  .strictObject({
    /** The username. */
    sub: usernameSchema,
    role: z.string(),
    type: z.literal('access'),
    iss: z.string(),
    aud: z.string(),
    iat: seconds,
    nbf: seconds,
    exp: seconds,
    /** Unique per token; what an audit trail names a token by. */
    jti: z.string().min(1).max(100),
    /** The epoch of the login that it belongs to. What ends all logins raises it: see `Authentication.currentUser`. */
    epoch: z.int().min(0).optional(),
  })
  .readonly();

/** The media type of device tokens: none passes for an access token. */
export const DEVICE_TOKEN_TYP = 'device+jwt';

const deviceTokenClaimsSchema = z
  .strictObject({
    /** The username. */
    sub: usernameSchema,
    type: z.literal('device'),
    iss: z.string(),
    aud: z.string(),
    iat: seconds,
    nbf: seconds,
    exp: seconds,
    /** The family of refresh tokens that the device had when it logged in. */
    jti: z.string().min(1).max(100),
  })
  .readonly();

/** What a verified device token says: this device has logged in to this account. Times are seconds since 1970. */
export type DeviceTokenClaims = z.output<typeof deviceTokenClaimsSchema>;

export const DEVICE_TOKEN_CLAIMS = ['sub', 'type', 'iss', 'aud', 'iat', 'nbf', 'exp', 'jti'];

/** What a verified access token says. Times are seconds since 1970. */
export type AccessTokenClaims<Role extends string = UserRole> = Omit<
  z.output<typeof accessTokenClaimsSchema>,
  'role'
> & { readonly role: Role };

/** Those that every token must have. */
export const ACCESS_TOKEN_CLAIMS = ['sub', 'role', 'type', 'iss', 'aud', 'iat', 'nbf', 'exp', 'jti'];

/** Reads the claims of an access token of a service with these roles, or the name of a claim that is not as it should be. */
export function claimsReader<Role extends string>(
  roles: Roles<Role>,
): (payload: unknown) => AccessTokenClaims<Role> | string {
  const schema = accessTokenClaimsSchema
    .unwrap()
    .extend({ role: roleIn(roles) })
    .readonly();
  return (payload) => read(schema, payload);
}

/** The claims of a device token, or the name of one that is not as it should be. */
export function readDeviceClaims(payload: unknown): DeviceTokenClaims | string {
  return read(deviceTokenClaimsSchema, payload);
}

function read<Claims extends object>(schema: z.ZodType<Claims>, payload: unknown): Claims | string {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return issue?.code === 'unrecognized_keys' ? 'unknown claim' : String(issue?.path[0] ?? 'claims');
}

/**
 * What a token says of itself, with nothing checked: anyone may have written it. For display and logs, never for a decision;
 * that takes `verifyAccessToken`.
 */
export interface UnverifiedTokenPayload {
  readonly verified: false;
  readonly unverifiedClaims: Readonly<Record<string, unknown>>;
}

/** A new token and what it says. */
export interface IssuedToken<Role extends string = UserRole> {
  /** The token: a secret of its bearer. */
  readonly token: string;
  readonly claims: AccessTokenClaims<Role>;
}

/** Whom an access token of a service with these roles is for. */
export function subjectSchema<Role extends string>(roles: Roles<Role>) {
  return z.strictObject({ username: usernameSchema, role: roleIn(roles), epoch: z.int().min(0).optional() });
}

export const deviceSchema = z.strictObject({
  username: usernameSchema,
  familyId: z.string().min(1).max(100),
  lifetimeSeconds: z.int().min(1),
});
