import { keyFields } from '../item-key.ts';
import { countAttributes, countFields } from './login-counts.ts';
import { type CompleteMapper, storedAttributes, storedFields } from './mapper.ts';

export const loginAttemptsMapper: CompleteMapper<'loginAttempts'> = {
  entity: 'loginAttempts',
  toAttributes: (attempts) => ({ ...countAttributes(attempts), ...storedAttributes(attempts) }),
  fields: (item) => ({ ...keyFields('loginAttempts', item), ...countFields(item), ...storedFields(item) }),
};
