import * as z from 'zod';
import type { Clock } from '../ports/clock.ts';
import { decodeBase32, encodeBase32, type IdGenerator, TIME_DIGITS } from '../ports/ids.ts';
import { parse } from '../validation/parse.ts';

const LANE_DIGITS = 4;
const COUNT_DIGITS = 12;

const laneSchema = z
  .int()
  .min(0)
  .max(32 ** LANE_DIGITS - 1);

/**
 * ULIDs that are the same in every run: the time of the clock, the lane, and a count. Give each generator of a test its own lane: then
 * all ids differ. VALIDATION_FAILED if the lane is not a whole number from 0 to 1,048,575.
 */
export function sequentialIds(clock: Clock, lane = 0): IdGenerator {
  const middle = encodeBase32(parse(laneSchema, lane, 'lane'), LANE_DIGITS);
  let time = 0;
  let count = 0;
  return {
    next() {
      time = Math.max(time, clock.now().getTime());
      count += 1;
      return encodeBase32(time, TIME_DIGITS) + middle + encodeBase32(count, COUNT_DIGITS);
    },
  };
}

/** The lane of an id of `sequentialIds`, even if an account has moved it to another time. Undefined for the lane 0. */
export function laneOf(id: string): number | undefined {
  const lane = decodeBase32(id.slice(TIME_DIGITS, TIME_DIGITS + LANE_DIGITS));
  return lane === 0 ? undefined : lane;
}
