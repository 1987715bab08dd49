import { ValidationError } from '../errors/validation-error.ts';

/** Rejects with VALIDATION_FAILED a time that is more than a year away, by the calendar. */
export function requireWithinAYear(time: string, now: string, field: string): void {
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + 1);
  if (time > last.toISOString()) throw new ValidationError({ field, rule: `must be within a year from now, ${now}` });
}

const MOST_AHEAD_MS = 60_000;

/** Rejects with VALIDATION_FAILED a time that is more than a minute ahead of the clock. */
export function requireNotAhead(time: string, now: string, field: string): void {
  if (Date.parse(time) - Date.parse(now) > MOST_AHEAD_MS)
    throw new ValidationError({ field, rule: `must be at most a minute ahead of the clock, ${now}` });
}
