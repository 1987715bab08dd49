import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const loginAttemptsMapper: CompleteMapper<'loginAttempts'> = {
  entity: 'loginAttempts',
  toAttributes: (attempts) => ({
    failures: attempts.failures,
    pauses: attempts.pauses,
    lastFailureAt: attempts.lastFailureAt,
    pausedUntil: attempts.pausedUntil,
    epoch: attempts.epoch,
    ...storedAttributes(attempts),
  }),
  fields(item) {
    const { failures, pauses, lastFailureAt, pausedUntil, epoch } = item;
    return {
      ...keyFields('loginAttempts', item),
      failures: integerOf(failures),
      pauses: integerOf(pauses),
      lastFailureAt,
      pausedUntil,
      epoch: integerOf(epoch),
      ...storedFields(item),
    };
  },
};
