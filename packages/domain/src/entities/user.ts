import { z } from 'zod';
import { ValidationError } from '../errors/validation-error.ts';
import { applyChanges } from '../validation/apply-changes.ts';
import { stored, text } from '../validation/schemas.ts';
import { laterOf } from './cause.ts';

export const USER_ROLES = Object.freeze(['customer', 'admin'] as const);
export type UserRole = (typeof USER_ROLES)[number];

/** Lower-cased, then `^[a-z0-9_]{6,30}$`. */
export const usernameSchema = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9_]{6,30}$/, 'must be 6 to 30 letters, digits or underscores');

/** Lower-cased: e-mail addresses are unique whatever their case. */
export const emailSchema = z.string().max(255).toLowerCase().pipe(z.email('must be an e-mail address'));

const profile = {
  email: emailSchema,
  firstName: text(50),
  lastName: text(50),
  phone: z
    .string()
    .max(15)
    .regex(/^\+?[0-9][0-9 -]*$/, 'must be a phone number: digits, spaces and dashes, after an optional plus sign')
    .optional(),
  dateOfBirth: z.iso.date('must be a calendar date such as 1990-12-31').optional(),
  marketingEmailsConsent: z.boolean(),
};

export const userSchema = z
  .strictObject({
    username: usernameSchema,
    ...profile,
    /** A bcrypt hash, or whatever the service's password scheme stores. Never in an error or a log. */
    passwordHash: text(255),
    role: z.enum(USER_ROLES),
    ...stored,
  })
  .readonly();

export type User = z.output<typeof userSchema>;

export const createUserSchema = z.strictObject({
  username: usernameSchema,
  ...profile,
  marketingEmailsConsent: z.boolean().default(false),
  passwordHash: text(255),
  role: z.enum(USER_ROLES).default('customer'),
});
export type CreateUser = z.input<typeof createUserSchema>;
/** As `createUserSchema` returns it: the defaults filled in. */
export type NewUser = z.output<typeof createUserSchema>;

/** Only the fields that are present change; null empties an optional one. The username never changes. */
export const updateUserSchema = z
  .strictObject({
    ...profile,
    phone: profile.phone.nullable(),
    dateOfBirth: profile.dateOfBirth.nullable(),
    passwordHash: text(255),
    role: z.enum(USER_ROLES),
  })
  .partial();
export type UpdateUser = z.input<typeof updateUserSchema>;

/** A new user, at version 1. VALIDATION_FAILED for a birth in the future. */
export function createUser(command: NewUser, now: string): User {
  return checkBirth({ ...command, version: 1, createdAt: now, updatedAt: now }, now);
}

/** The user with the given fields changed, one version on. VALIDATION_FAILED for a birth in the future. */
export function updateUser(user: User, changes: z.output<typeof updateUserSchema>, now: string): User {
  const updatedAt = laterOf(user.updatedAt, now);
  return checkBirth({ ...applyChanges<User>(user, changes), version: user.version + 1, updatedAt }, now);
}

function checkBirth(user: User, now: string): User {
  if (user.dateOfBirth !== undefined && user.dateOfBirth > now.slice(0, 10)) {
    throw new ValidationError({ field: 'dateOfBirth', rule: 'must not be in the future' });
  }
  return user;
}
