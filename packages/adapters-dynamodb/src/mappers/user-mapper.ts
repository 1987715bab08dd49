import { keyFields } from '../item-key.ts';
import { shardOf, USER_SHARDS } from '../shard.ts';
import { type CompleteMapper, pairsAttribute, storedAttributes, storedFields } from './mapper.ts';

/** The partition of the index of all users, its shard aside. */
export const USER_BOOK = 'USERS';

export const userMapper: CompleteMapper<'user', 'status'> = {
  entity: 'user',
  toAttributes: (user) => ({
    email: user.email,
    // Only of an older release, until the login record has it.
    passwordHash: user.passwordHash,
    firstName: user.firstName,
    lastName: user.lastName,
    phone: user.phone,
    dateOfBirth: user.dateOfBirth,
    marketingEmailsConsent: user.marketingEmailsConsent,
    role: user.role,
    emailVerifiedAt: user.emailVerifiedAt,
    userBook: USER_BOOK,
    // Not `status`: the ledgers' rows have one too, and would enter the index of users.
    userStatus: user.status,
    statusAt: user.statusAt,
    statusBy: user.statusBy,
    statusReason: user.statusReason,
    metadata: pairsAttribute(user.metadata),
    shard: shardOf(user.username, USER_SHARDS),
    ...storedAttributes(user),
  }),
  fields(item) {
    const { email, passwordHash, firstName, lastName, phone, dateOfBirth, marketingEmailsConsent } = item;
    const { role, userStatus, statusAt, statusBy, statusReason, emailVerifiedAt, metadata } = item;
    return {
      email,
      passwordHash,
      firstName,
      lastName,
      phone,
      dateOfBirth,
      marketingEmailsConsent,
      role,
      status: userStatus,
      emailVerifiedAt,
      statusAt,
      statusBy,
      statusReason,
      metadata,
      ...keyFields('user', item),
      ...storedFields(item),
    };
  },
};
