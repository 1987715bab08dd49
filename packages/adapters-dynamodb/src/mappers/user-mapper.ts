import { afterHash } from '../item-key.ts';
import { type Mapper, storedFields } from './mapper.ts';

export const userMapper: Mapper<'user'> = {
  entity: 'user',
  toAttributes: (user) => ({
    email: user.email,
    passwordHash: user.passwordHash,
    firstName: user.firstName,
    lastName: user.lastName,
    phone: user.phone,
    dateOfBirth: user.dateOfBirth,
    marketingEmailsConsent: user.marketingEmailsConsent,
    role: user.role,
    version: user.version,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  }),
  fields(item) {
    const { pk, email, passwordHash, firstName, lastName, phone, dateOfBirth, marketingEmailsConsent, role } = item;
    return {
      username: afterHash(pk),
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
