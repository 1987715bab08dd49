import { afterHash } from '../item-key.ts';
import { integerOf, type Mapper, storedFields } from './mapper.ts';

export const loginAttemptsMapper: Mapper<'loginAttempts'> = {
  entity: 'loginAttempts',
  toAttributes: (attempts) => ({
    failures: attempts.failures,
    pauses: attempts.pauses,
    lastFailureAt: attempts.lastFailureAt,
    pausedUntil: attempts.pausedUntil,
    epoch: attempts.epoch,
    version: attempts.version,
    createdAt: attempts.createdAt,
    updatedAt: attempts.updatedAt,
  }),
  fields(item) {
    const { pk, failures, pauses, lastFailureAt, pausedUntil, epoch } = item;
    return {
      username: afterHash(pk),
      failures: integerOf(failures),
      pauses: integerOf(pauses),
      lastFailureAt,
      pausedUntil,
      epoch: integerOf(epoch),
      ...storedFields(item),
    };
  },
};
