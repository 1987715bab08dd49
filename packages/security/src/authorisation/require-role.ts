import { ConfigurationInvalidError, type UserRole } from '@orderfolio/domain';
import { parse, readFields, roleSchema, usernameSchema, withMethod } from '@orderfolio/domain/adapter';
import * as z from 'zod';
import type { AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger } from '../audit/audit-logger.ts';
import { sourceOf } from '../audit/audit-source.ts';
import { AccessDeniedError, type AccessRefusal } from '../errors/access-errors.ts';
import type { AccessTokenClaims } from '../tokens/claims.ts';

/** The claims of a verified access token. */
export type Identity<Role extends string = UserRole> = Pick<AccessTokenClaims<Role>, 'sub' | 'role'>;

/** One role, or several: any one of them is enough. */
export type RolesAsked<Role extends string = UserRole> = Role | readonly Role[];

/** Where a refusal is recorded, and what is known about the request. */
export interface AccessOptions extends AuditSource {
  readonly audit?: AuditLogger | undefined;
}

/** Passes users who have the role, or one of several. ACCESS_DENIED, which is audited if an audit logger is given; VALIDATION_FAILED. */
export function requireRole(identity: Identity, roles: RolesAsked, options?: AccessOptions): void;
/** As above, in a service with its own roles: the guard may name only roles that the identity may have. */
export function requireRole<Role extends string>(
  identity: Identity<Role>,
  roles: RolesAsked<NoInfer<Role>>,
  options?: AccessOptions,
): void;
export function requireRole(identity: Identity<string>, roles: RolesAsked<string>, options: AccessOptions = {}): void {
  const who = parse(identitySchema, identity, 'identity');
  const required = asList(roles);
  const access = readAccess(options);
  if (!required.includes(who.role)) deny(who, 'ROLE_REQUIRED', required, access);
}

/**
 * Passes the owner, and users with the role (default: admin). ACCESS_DENIED, which is audited if an audit logger is given;
 * VALIDATION_FAILED for an invalid username.
 */
export function requireSelfOrRole(identity: Identity, owner: string, roles?: RolesAsked, options?: AccessOptions): void;
/** As above, in a service with its own roles: the guard may name only roles that the identity may have. */
export function requireSelfOrRole<Role extends string>(
  identity: Identity<Role>,
  owner: string,
  roles?: RolesAsked<NoInfer<Role>>,
  options?: AccessOptions,
): void;
export function requireSelfOrRole(
  identity: Identity<string>,
  owner: string,
  roles: RolesAsked<string> = 'admin',
  options: AccessOptions = {},
): void {
  const who = parse(identitySchema, identity, 'identity');
  const username = parse(usernameSchema, owner, 'username');
  const required = asList(roles);
  const access = readAccess(options);
  if (who.sub !== username && !required.includes(who.role)) deny(who, 'NOT_SELF', required, access);
}

const identitySchema: z.ZodType<Identity<string>> = z.object({ sub: z.string(), role: roleSchema });
const rolesSchema = z.array(roleSchema).min(1);

function asList(roles: RolesAsked<string>): readonly string[] {
  try {
    return parse(rolesSchema, typeof roles === 'string' ? [roles] : roles, 'roles');
  } catch (cause) {
    // A guard that names no roles would lock everyone out, which nobody wants.
    throw new ConfigurationInvalidError({ field: 'roles', rule: 'must name at least one role' }, { cause });
  }
}

/** The audit options, as they were read. */
interface Access {
  readonly audit: AuditLogger | undefined;
  readonly source: AuditSource;
}

const auditSchema = z.custom<AuditLogger>(withMethod('accessDenied').allows, 'must be an AuditLogger').optional();

/**
 * Reads the options before anybody is refused: if the guard could not record a refusal, that would be found too late. VALIDATION_FAILED.
 */
function readAccess(options: AccessOptions): Access {
  const { audit, ...source } = readFields(options, 'options');
  return { audit: parse(auditSchema, audit, 'audit'), source: sourceOf(source) };
}

function deny(
  { sub: username }: Identity<string>,
  reason: AccessRefusal,
  required: readonly string[],
  { audit, source }: Access,
): never {
  audit?.accessDenied({ ...source, username, reason, required });
  throw new AccessDeniedError({ username, reason, required });
}
