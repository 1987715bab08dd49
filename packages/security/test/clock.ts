import { ManualClock } from '@orderfolio/domain/testing';

/** Noon, on a whole second, as tokens count time. */
export const NOON: number = Date.UTC(2026, 0, 31, 12);

export function clockAtNoon(): ManualClock {
  return new ManualClock(new Date(NOON).toISOString());
}
