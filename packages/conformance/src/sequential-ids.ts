import type { Clock, IdGenerator } from '@orderfolio/domain';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const LANE_DIGITS = 4;

/** ULIDs that are the same in every run: the time, the lane (one per generator of a test), and a count. */
export function sequentialIds(clock: Clock, lane = 0): IdGenerator {
  let time = 0;
  let count = 0;
  return {
    next() {
      time = Math.max(time, clock.now().getTime());
      count += 1;
      return base32(time, TIME_DIGITS) + base32(lane, LANE_DIGITS) + base32(count, 12);
    },
  };
}

/** The lane of an id, also of one that an account has moved to another time; undefined for the lane 0, which is nobody's. */
export function laneOf(id: string): number | undefined {
  const lane = [...id.slice(TIME_DIGITS, TIME_DIGITS + LANE_DIGITS)].reduce(
    (sum, digit) => sum * 32 + ALPHABET.indexOf(digit),
    0,
  );
  return lane === 0 ? undefined : lane;
}

function base32(value: number, digits: number): string {
  let text = '';
  let rest = value;
  for (let digit = 0; digit < digits; digit++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
