import * as z from 'zod';
import { AccountSuspendedError } from '../errors/rejection-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { applyChanges } from '../validation/apply-changes.ts';
import { metadata, stored, text, timestamp } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import { laterOf } from './cause.ts';
import { type Roles, roleSchema, type UserRole } from './user-role.ts';

/** Every status of a user. Only an `ACTIVE` user logs in and moves anything. An `ERASED` user stays erased. */
export const USER_STATUSES = Object.freeze(['ACTIVE', 'SUSPENDED', 'ERASED'] as const);
/** Whether a user may log in and move anything: see `USER_STATUSES`. */
export type UserStatus = (typeof USER_STATUSES)[number];
/** One of `USER_STATUSES`. */
export const userStatusSchema = z.enum(USER_STATUSES);

/** ASCII letters, digits and underscores. It is checked first and then lower-cased: the Kelvin sign would become a `k`. */
export const usernameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]{6,30}$/, 'must be 6 to 30 letters, digits or underscores')
  .toLowerCase();

/** Dot-atoms, and domain labels of up to 63 characters. The last label begins with a letter. */
const MAILBOX =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
const LONGEST_LOCAL_PART = 64;
/** The address of an erased user ends like this: no mail ever arrives there. Source of the domain: RFC 2606. */
const ERASED_MAILBOX = '@erased.invalid';

/**
 * A mailbox of RFC 5321 in ASCII, at most 254 characters, lower-cased: e-mail addresses are unique whatever their case. Quoted local
 * parts, address literals, and domains of one label are in the standard, but not accepted.
 */
export const emailSchema = z
  .email({ pattern: MAILBOX, error: 'must be an e-mail address' })
  .max(254)
  .toLowerCase()
  .refine((email) => email.indexOf('@') <= LONGEST_LOCAL_PART, 'must have at most 64 characters before the @')
  .refine((email) => !email.endsWith(ERASED_MAILBOX), 'must not be one that erased users are shown with');

/** The beginning of a username, lower-cased. */
export const usernamePrefixSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,30}$/, 'must be the beginning of a username: 1 to 30 letters, digits or underscores')
  .toLowerCase();

/** The beginning of a mailbox, of this release or an older one: their domains had fewer rules. */
const MAILBOX_BEGINNING =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*(?:\.|@(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]*)?$/;

/** The beginning of an e-mail address, lower-cased. */
export const emailPrefixSchema = z
  .string()
  .max(254)
  .regex(MAILBOX_BEGINNING, 'must be the beginning of an e-mail address')
  .toLowerCase();

/** The address as it is stored. Older releases accepted one more character, and longer local parts. */
const storedEmail = z.email({ pattern: /^[!-?A-~]+@[!-?A-~]+$/ }).max(255);

/** E.164: a country code and a number, up to 15 digits. Spaces and dashes are removed, and a plus sign is put first. */
const phone = z
  .string()
  .max(50)
  .regex(/^\+?[1-9](?:[ -]*[0-9]){1,14}[ -]*$/, 'must be a phone number with its country code, such as +46 70 1234567')
  .overwrite((given) => `+${given.replace(/[ +-]/g, '')}`);

/** The number as it is stored. Older releases kept spaces and dashes, and did not require a country code. */
const storedPhone = z
  .string()
  .max(16)
  .regex(/^\+?[0-9][0-9 -]*$/);

/** Nobody is older. */
const EARLIEST_BIRTH = '1900-01-01';
const birth = z.iso.date('must be a calendar date such as 1990-12-31');

const profile = {
  email: emailSchema,
  firstName: shownText(50),
  lastName: shownText(50),
  phone: phone.optional(),
  dateOfBirth: birth.refine((date) => date >= EARLIEST_BIRTH, `must be ${EARLIEST_BIRTH} or later`).optional(),
  marketingEmailsConsent: z.boolean(),
  metadata: metadata.optional(),
};

/** A user. */
export const userSchema = z
  .strictObject({
    username: usernameSchema,
    ...profile,
    // Values of older releases stay readable.
    email: storedEmail,
    phone: storedPhone.optional(),
    firstName: text(50),
    lastName: text(50),
    dateOfBirth: birth.optional(),
    /** A role of the service, or of another service on the same store. */
    role: roleSchema,
    /** Absent for users of older releases, who are `ACTIVE`. */
    status: userStatusSchema.default('ACTIVE'),
    /** When the owner showed that mail to this address arrives. Absent for a new address. */
    emailVerifiedAt: timestamp.optional(),
    /** When an operator last changed the status, who it was, and why. Absent if nobody has. */
    statusAt: timestamp.optional(),
    statusBy: usernameSchema.optional(),
    statusReason: text(200).optional(),
    ...stored,
  })
  .readonly();

/** A user, in one of the roles of the service. The username is the key of the account, and never changes. */
export type User<Role extends string = UserRole> = Omit<z.output<typeof userSchema>, 'role'> & { readonly role: Role };

/** A stored user. Older releases kept the hash here. It stays until the login record has it. */
export const storedUserSchema = userSchema
  .unwrap()
  .extend({ passwordHash: text(255).optional() })
  .readonly();

/** A user as a store has it. */
export type StoredUser = z.output<typeof storedUserSchema>;

/** The user without secrets. If the roles of the service are given, the role is one of them. */
export function shownUser({ passwordHash: _secret, ...shown }: StoredUser, roles?: Roles): User<string> {
  return roles === undefined ? shown : { ...shown, role: roles.of(shown.role) };
}

/** The input of `users.create`. It has no role: a request body that is passed on must not make an administrator. */
export const createUserSchema = z.strictObject({
  username: usernameSchema,
  ...profile,
  marketingEmailsConsent: z.boolean().default(false),
  /** A bcrypt hash of another system, or whatever the service's password scheme stores. It goes into the login record. */
  passwordHash: text(255).optional(),
});
/** The input of `users.create`. */
export type CreateUser = z.input<typeof createUserSchema>;
/** The output of `createUserSchema`, with the defaults filled in. */
export type NewUser = z.output<typeof createUserSchema>;

/** Only the fields that are present change; null empties an optional one. The username never changes. */
export const updateUserSchema = z
  .strictObject({
    ...profile,
    phone: profile.phone.nullable(),
    dateOfBirth: profile.dateOfBirth.nullable(),
    /** Replaces all pairs: omitted pairs are removed. */
    metadata: profile.metadata.nullable(),
  })
  .partial();
/** The input of `users.updateProfile`. Omitted fields stay as they are. */
export type UpdateUser = z.input<typeof updateUserSchema>;

/** A new user, at version 1. VALIDATION_FAILED for a birth in the future. */
export function createUser({ passwordHash: _secret, ...command }: NewUser, now: string): User<string> {
  return checkBirth(
    { ...command, role: 'customer', status: 'ACTIVE', version: 1, createdAt: now, updatedAt: now },
    now,
  );
}

/** The user with the given fields changed. VALIDATION_FAILED for a birth in the future. */
export function updateUser(user: StoredUser, changes: z.output<typeof updateUserSchema>, now: string): StoredUser {
  const updated = applyChanges<StoredUser>(user, changes);
  const { emailVerifiedAt: _verified, ...unverified } = updated;
  return checkBirth(touched(updated.email === user.email ? updated : unverified, now), now);
}

/** The user with this address, where mail has arrived. It may be the old address or a new one. */
export function verifyUserEmail(user: StoredUser, email: string, now: string): StoredUser {
  return touched({ ...user, email, emailVerifiedAt: now }, now);
}

/** The user in another role. */
export function changeUserRole(user: StoredUser, role: string, now: string): StoredUser {
  return touched({ ...user, role }, now);
}

/** ACCOUNT_SUSPENDED for a user who is suspended or erased. */
export function requireActiveUser({ username, status }: StoredUser): void {
  if (status !== 'ACTIVE') throw new AccountSuspendedError({ username });
}

/** The operator who changes the status of a user, and the reason. */
export const statusChangeSchema = z.strictObject({ by: usernameSchema, reason: shownText(200).optional() });
/**
 * The input of `users.suspend`, `users.reinstate` and `users.erase` after the username: the operator's username, and
 * the reason.
 */
export type StatusChange = z.input<typeof statusChangeSchema>;

/** The user in another status, without the hash that older releases kept here. */
export function changeUserStatus(
  user: StoredUser,
  status: UserStatus,
  { by, reason }: z.output<typeof statusChangeSchema>,
  now: string,
): User<string> {
  const changed = touched(shownUser(user), now);
  return { ...changed, status, statusAt: changed.updatedAt, statusBy: by, statusReason: reason };
}

/** The user for good without everything that names a person, except the username. Nobody can have the new address. */
export function eraseUser(
  { username, role, createdAt, ...user }: StoredUser,
  { by, reason }: z.output<typeof statusChangeSchema>,
  now: string,
): User<string> {
  const { version, updatedAt } = touched({ username, role, createdAt, ...user }, now);
  const erased = { status: 'ERASED', statusAt: updatedAt, statusBy: by, statusReason: reason } as const;
  const nobody = {
    email: username + ERASED_MAILBOX,
    firstName: 'Erased',
    lastName: 'User',
    marketingEmailsConsent: false,
  };
  return { username, ...nobody, role, ...erased, version, createdAt, updatedAt };
}

/** ACCOUNT_SUSPENDED for a user who is erased. */
export function requireNotErased({ username, status }: StoredUser): void {
  if (status === 'ERASED') throw new AccountSuspendedError({ username });
}

/** The user unchanged, at a new version. Somebody who is reading all of the user's records notices that there are more. */
export function touchUser(user: StoredUser, now: string): StoredUser {
  return touched(user, now);
}

/** The user without the hash that older releases kept here. */
export function dropStoredHash(user: StoredUser, now: string): StoredUser {
  return touched(shownUser(user), now);
}

function touched(user: StoredUser, now: string): StoredUser {
  return { ...user, updatedAt: laterOf(user.updatedAt, now) };
}

function checkBirth<Checked extends User<string>>(user: Checked, now: string): Checked {
  if (user.dateOfBirth !== undefined && user.dateOfBirth > now.slice(0, 10)) {
    throw new ValidationError({ field: 'dateOfBirth', rule: 'must not be in the future' });
  }
  return user;
}
