import type { Clock, IdGenerator } from '../index.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULIDs that are the same in every run: the time, the lane (one per generator of a test), and a count. */
export function sequentialIds(clock: Clock, lane = 0): IdGenerator {
  let time = 0;
  let count = 0;
  return {
    next() {
      time = Math.max(time, clock.now().getTime());
      count += 1;
      return base32(time, 10) + base32(lane, 4) + base32(count, 12);
    },
  };
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
