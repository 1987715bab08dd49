import { keyFields } from '../item-key.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const userMapper: CompleteMapper<'user'> = {
  entity: 'user',
  toAttributes: (user) => ({
    email: user.email,
    // Of an older release, until the login record has it.
    passwordHash: user.passwordHash,
    firstName: user.firstName,
    lastName: user.lastName,
    phone: user.phone,
    dateOfBirth: user.dateOfBirth,
    marketingEmailsConsent: user.marketingEmailsConsent,
    role: user.role,
    ...storedAttributes(user),
  }),
  fields(item) {
    const { email, passwordHash, firstName, lastName, phone, dateOfBirth, marketingEmailsConsent, role } = item;
    return {
      ...keyFields('user', item),
      email,
      passwordHash,
      firstName,
      lastName,
      phone,
      dateOfBirth,
      marketingEmailsConsent,
      role,
      ...storedFields(item),
    };
  },
};
