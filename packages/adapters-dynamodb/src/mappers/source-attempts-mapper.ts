import { keyFields } from '../item-key.ts';
import { type CompleteMapper, integerOf, storedAttributes, storedFields } from './mapper.ts';

export const sourceAttemptsMapper: CompleteMapper<'sourceAttempts'> = {
  entity: 'sourceAttempts',
  toAttributes: (source) => ({
    failures: source.failures,
    pauses: source.pauses,
    lastFailureAt: source.lastFailureAt,
    pausedUntil: source.pausedUntil,
    expiresAt: source.expiresAt,
    ...storedAttributes(source),
  }),
  fields(item) {
    const { failures, pauses, lastFailureAt, pausedUntil, expiresAt } = item;
    return {
      failures: integerOf(failures),
      pauses: integerOf(pauses),
      lastFailureAt,
      pausedUntil,
      expiresAt,
      ...keyFields('sourceAttempts', item),
      ...storedFields(item),
    };
  },
};
