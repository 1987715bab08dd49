import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const loginMapper: CompleteMapper<'login'> = {
  entity: 'login',
  toAttributes: (login) => ({
    passwordHash: login.passwordHash,
    failures: login.failures,
    pauses: login.pauses,
    lastFailureAt: login.lastFailureAt,
    pausedUntil: login.pausedUntil,
    epoch: login.epoch,
    ...storedAttributes(login),
  }),
  fields(item) {
    const { passwordHash, failures, pauses, lastFailureAt, pausedUntil, epoch } = item;
    return {
      ...keyFields('login', item),
      passwordHash,
      failures: integerOf(failures),
      pauses: integerOf(pauses),
      lastFailureAt,
      pausedUntil,
      epoch: integerOf(epoch),
      ...storedFields(item),
    };
  },
};
