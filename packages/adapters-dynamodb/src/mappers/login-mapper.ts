import { keyFields } from '../item-key.ts';
import { countAttributes, countFields } from './login-counts.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const loginMapper: CompleteMapper<'login'> = {
  entity: 'login',
  toAttributes: (login) => ({
    passwordHash: login.passwordHash,
    ...countAttributes(login),
    ...storedAttributes(login),
  }),
  fields(item) {
    const { passwordHash } = item;
    return { passwordHash, ...countFields(item), ...keyFields('login', item), ...storedFields(item) };
  },
};
