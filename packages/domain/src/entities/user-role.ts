import * as z from 'zod';
import { ConfigurationInvalidError } from '../errors/validation-error.ts';

/** The default roles of a service. An `admin` may do everything that a `customer` may, and more: see `@orderfolio/security`. */
export const USER_ROLES = Object.freeze(['customer', 'admin'] as const);
/** What a user may do: see `USER_ROLES`. */
export type UserRole = (typeof USER_ROLES)[number];

/** The name of a role. Each service defines its own roles. */
export const roleSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'must be a role: up to 30 small letters, digits or underscores');

const MOST_ROLES = 50;
const rolesSchema = z.array(roleSchema).max(MOST_ROLES);
/** Every service has these two: users register as customers, and admins run the accounts. */
const NEEDED: readonly string[] = USER_ROLES;
const RULE = `must list roles, customer and admin among them: at most ${MOST_ROLES}, up to 30 small letters, digits or underscores each`;

/** The roles that a service knows. */
export interface Roles<Role extends string = string> {
  readonly names: readonly Role[];
  has(name: string): name is Role;
  /** The role that counts in this service. A role that it does not know counts as `customer`. */
  of(stored: string): Role;
}

/** The given roles, or the default ones. CONFIGURATION_INVALID (`roles`). */
export function readRoles<Role extends string = UserRole>(given?: readonly Role[]): Roles<Role>;
export function readRoles(given: readonly string[] = USER_ROLES): Roles {
  const { data: names, success } = rolesSchema.safeParse(given);
  if (!success || new Set(names).size < names.length || !NEEDED.every((needed) => names.includes(needed)))
    throw new ConfigurationInvalidError({ field: 'roles', rule: RULE });
  const known = Object.freeze([...names]);
  const has = (name: string): name is string => known.includes(name);
  return { names: known, has, of: (stored) => (has(stored) ? stored : 'customer') };
}
