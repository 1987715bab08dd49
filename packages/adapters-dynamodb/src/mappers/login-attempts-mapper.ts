import { keyFields } from '../item-key.ts';
import { countAttributes, countFields } from './login-counts.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const loginAttemptsMapper: CompleteMapper<'loginAttempts'> = {
  entity: 'loginAttempts',
  toAttributes: (attempts) => ({
    ...countAttributes(attempts),
    expiresAt: attempts.expiresAt,
    ...storedAttributes(attempts),
  }),
  fields(item) {
    const { expiresAt } = item;
    return { ...countFields(item), expiresAt, ...keyFields('loginAttempts', item), ...storedFields(item) };
  },
};
