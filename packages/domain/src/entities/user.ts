import * as z from 'zod';
import { AccountSuspendedError } from '../errors/rejection-errors.ts';
import { ValidationError } from '../errors/validation-error.ts';
import { applyChanges } from '../validation/apply-changes.ts';
import { metadata, stored, text, timestamp } from '../validation/schemas.ts';
import { shownText } from '../validation/shown-text.ts';
import { laterOf } from './cause.ts';
import { type Roles, roleSchema, type UserRole } from './user-role.ts';

/** Every status of a user. One that is not `ACTIVE` logs in nowhere and moves nothing; one that is `ERASED` stays so. */
export const USER_STATUSES = Object.freeze(['ACTIVE', 'SUSPENDED', 'ERASED'] as const);
/** Whether a user may log in and move anything: see `USER_STATUSES`. */
export type UserStatus = (typeof USER_STATUSES)[number];
/** One of `USER_STATUSES`. */
export const userStatusSchema = z.enum(USER_STATUSES);

/** ASCII letters, digits and underscores; then lower-cased. Checked first: the Kelvin sign would become a `k`. */
export const usernameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]{6,30}$/, 'must be 6 to 30 letters, digits or underscores')
  .toLowerCase();

/** Dot-atoms, and the labels of a domain, of up to 63 characters; the last one begins with a letter. */
const MAILBOX =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
const LONGEST_LOCAL_PART = 64;
/** What an erased user has after its username: no mail ever arrives there. Source of the domain: RFC 2606. */
const ERASED_MAILBOX = '@erased.invalid';

/**
 * A mailbox of RFC 5321 in ASCII, at most 254 characters, lower-cased: e-mail addresses are unique whatever their case. Not
 * accepted, though the standard has them: quoted local parts, address literals, and domains of one label.
 */
export const emailSchema = z
  .email({ pattern: MAILBOX, error: 'must be an e-mail address' })
  .max(254)
  .toLowerCase()
  .refine((email) => email.indexOf('@') <= LONGEST_LOCAL_PART, 'must have at most 64 characters before the @')
  .refine((email) => !email.endsWith(ERASED_MAILBOX), 'must not be one that erased users are shown with');

/** As it is stored. Older releases let a character more in, and longer local parts. */
const storedEmail = z.email({ pattern: /^[!-?A-~]+@[!-?A-~]+$/ }).max(255);

/** E.164: a country code and a number, up to 15 digits. Spaces and dashes are taken out, and a plus sign put first. */
const phone = z
  .string()
  .max(50)
  .regex(/^\+?[1-9](?:[ -]*[0-9]){1,14}[ -]*$/, 'must be a phone number with its country code, such as +46 70 1234567')
  .overwrite((given) => `+${given.replace(/[ +-]/g, '')}`);

/** As it is stored. Older releases kept the spaces and dashes, and asked for no country code. */
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
    // What older releases let in stays readable.
    email: storedEmail,
    phone: storedPhone.optional(),
    firstName: text(50),
    lastName: text(50),
    dateOfBirth: birth.optional(),
    /** One of the roles of the service, or of another one on the same store. */
    role: roleSchema,
    /** A user of an older release has none, and is `ACTIVE`. */
    status: userStatusSchema.default('ACTIVE'),
    /** When its owner showed that mail to the address arrives. None for an address that is new since. */
    emailVerifiedAt: timestamp.optional(),
    /** When an operator last changed the status, who it was, and why. None while nobody has. */
    statusAt: timestamp.optional(),
    statusBy: usernameSchema.optional(),
    statusReason: text(200).optional(),
    ...stored,
  })
  .readonly();

/** A user, in one of the roles of the service. The username is the key of the account, and never changes. */
export type User<Role extends string = UserRole> = Omit<z.output<typeof userSchema>, 'role'> & { readonly role: Role };

/** A user as a store has it. An older release kept the hash here, which stays until the account's login record has it. */
export const storedUserSchema = userSchema
  .unwrap()
  .extend({ passwordHash: text(255).optional() })
  .readonly();

/** A user as a store has it. */
export type StoredUser = z.output<typeof storedUserSchema>;

/** The user as everybody may see it; where the roles of the service are given, in one of these. */
export function shownUser({ passwordHash: _secret, ...shown }: StoredUser, roles?: Roles): User<string> {
  return roles === undefined ? shown : { ...shown, role: roles.of(shown.role) };
}

/** What `users.create` takes. No role: a request body that is passed on whole must not make an administrator. */
export const createUserSchema = z.strictObject({
  username: usernameSchema,
  ...profile,
  marketingEmailsConsent: z.boolean().default(false),
  /** A bcrypt hash of another system, or whatever the service's password scheme stores. It goes into the login record. */
  passwordHash: text(255).optional(),
});
/** What `users.create` takes. */
export type CreateUser = z.input<typeof createUserSchema>;
/** As `createUserSchema` returns it: the defaults filled in. */
export type NewUser = z.output<typeof createUserSchema>;

/** Only the fields that are present change; null empties an optional one. The username never changes. */
export const updateUserSchema = z
  .strictObject({
    ...profile,
    phone: profile.phone.nullable(),
    dateOfBirth: profile.dateOfBirth.nullable(),
    /** All of it: pairs that are left out are gone. */
    metadata: profile.metadata.nullable(),
  })
  .partial();
/** What `users.updateProfile` takes. A field that is left out stays as it is. */
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

/** The user whose mail arrives at this address: the address of before, or another. */
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

/** Who changes the status of a user, and why. */
export const statusChangeSchema = z.strictObject({ by: usernameSchema, reason: shownText(200).optional() });
/** What `users.suspend`, `users.reinstate` and `users.erase` take beside the user: the operator's username, and why. */
export type StatusChange = z.input<typeof statusChangeSchema>;

/** The user in another status, without the hash that an older release kept in it. */
export function changeUserStatus(
  user: StoredUser,
  status: UserStatus,
  { by, reason }: z.output<typeof statusChangeSchema>,
  now: string,
): User<string> {
  const changed = touched(shownUser(user), now);
  return { ...changed, status, statusAt: changed.updatedAt, statusBy: by, statusReason: reason };
}

/**
 * The user without all that names a person but the username, for good. The address is none that anybody can have.
 */
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

/** The user as before: who reads all that the user has is told by it that there is more. */
export function touchUser(user: StoredUser, now: string): StoredUser {
  return touched(user, now);
}

/** The user without the hash that an older release kept in it. */
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
