import type { UserRole } from '@orderfolio/domain';
import { type Roles, usernameSchema } from '@orderfolio/domain/adapter';
import * as z from 'zod';

/** The media type of access tokens in their header. A token that was made for another purpose is not accepted as an access token. */
export const ACCESS_TOKEN_TYP = 'at+jwt';

/** Seconds since 1970: JWT counts so. */
const seconds = z.int().min(0);

/** One of the service's roles. */
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
    /** Unique for each token. An audit trail names the token by it. */
    jti: z.string().min(1).max(100),
    /** The epoch of the login that the token belongs to. Ending all logins raises it: see `Authentication.currentUser`. */
    epoch: z.int().min(0).optional(),
  })
  .readonly();

/** The media type of device tokens. They are not accepted as access tokens. */
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
    /** The family of refresh tokens that the device got when it logged in. */
    jti: z.string().min(1).max(100),
  })
  .readonly();

/** The claims of a verified device token: this device has logged in to this account. Times are seconds since 1970. */
export type DeviceTokenClaims = z.output<typeof deviceTokenClaimsSchema>;

export const DEVICE_TOKEN_CLAIMS = ['sub', 'type', 'iss', 'aud', 'iat', 'nbf', 'exp', 'jti'];

/** The claims of a verified access token. Times are seconds since 1970. */
export type AccessTokenClaims<Role extends string = UserRole> = Omit<
  z.output<typeof accessTokenClaimsSchema>,
  'role'
> & { readonly role: Role };

/** The claims that every token must have. */
export const ACCESS_TOKEN_CLAIMS = ['sub', 'role', 'type', 'iss', 'aud', 'iat', 'nbf', 'exp', 'jti'];

/** Reads the claims of an access token, in a service with these roles. It returns the name of a claim if that claim is wrong. */
export function claimsReader<Role extends string>(
  roles: Roles<Role>,
): (payload: unknown) => AccessTokenClaims<Role> | string {
  const schema = accessTokenClaimsSchema
    .unwrap()
    .extend({ role: roleIn(roles) })
    .readonly();
  return (payload) => read(schema, payload);
}

/** The claims of a device token, or the name of a claim that is wrong. */
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
 * The claims of a token, unchecked: anyone may have written them. Use them for display and logs. For a decision, use `verifyAccessToken`.
 */
export interface UnverifiedTokenPayload {
  readonly verified: false;
  readonly unverifiedClaims: Readonly<Record<string, unknown>>;
}

/** A new token and its claims. */
export interface IssuedToken<Role extends string = UserRole> {
  /** The token. It is a secret of its bearer. */
  readonly token: string;
  readonly claims: AccessTokenClaims<Role>;
}

/** The schema of the user for whom an access token is made, in a service with these roles. */
export function subjectSchema<Role extends string>(roles: Roles<Role>) {
  return z.strictObject({ username: usernameSchema, role: roleIn(roles), epoch: z.int().min(0).optional() });
}

export const deviceSchema = z.strictObject({
  username: usernameSchema,
  familyId: z.string().min(1).max(100),
  lifetimeSeconds: z.int().min(1),
});
