import type { Clock } from './clock.ts';

/** Ids that sort by time: every id of one generator is greater than the one before it. */
export interface IdGenerator {
  next(): string;
}

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
/** The digits of a ULID that are its time. */
export const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;
/** This many random bytes are drawn at a time: a draw costs far more than its bytes. */
const POOL_BYTES = 4096;

/**
 * ULIDs (26 characters of Crockford base32: 48 bits of milliseconds, 80 random bits) that grow even within one millisecond and after the
 * clock steps back. Source: the ULID specification, "monotonicity".
 */
export function createUlidGenerator(clock: Clock): IdGenerator {
  const pool = new Uint8Array(POOL_BYTES);
  let poolUsed = POOL_BYTES;
  let time = -1;
  let timeText = '';
  const random = new Uint8Array(RANDOM_DIGITS);
  const codes = Array.from(random);

  function startMillisecond(milliseconds: number): void {
    time = milliseconds;
    timeText = timeDigitsOf(milliseconds);
    if (poolUsed + RANDOM_DIGITS > POOL_BYTES) {
      crypto.getRandomValues(pool);
      poolUsed = 0;
    }
    for (let digit = 0; digit < RANDOM_DIGITS; digit++) random[digit] = (pool[poolUsed++] ?? 0) & 31;
  }

  /** Adds one to the random part. When it overflows, the next millisecond begins. */
  function increment(): void {
    for (let digit = RANDOM_DIGITS - 1; digit >= 0; digit--) {
      const value = random[digit] ?? 0;
      if (value < 31) {
        random[digit] = value + 1;
        return;
      }
      random[digit] = 0;
    }
    startMillisecond(time + 1);
  }

  return {
    next() {
      const milliseconds = clock.now().getTime();
      if (milliseconds > time) startMillisecond(milliseconds);
      else increment();
      for (let digit = 0; digit < RANDOM_DIGITS; digit++) codes[digit] = CODES[random[digit] ?? 0] ?? 0;
      return timeText + String.fromCharCode(...codes);
    },
  };
}

/** A whole number in Crockford base32, with this many digits. */
export function encodeBase32(value: number, digits: number): string {
  let text = '';
  let rest = value;
  for (let digit = 0; digit < digits; digit++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/**
 * The generated id with another time, in milliseconds, and the same random digits. If it would not sort after `last`, it gets the time of
 * `last`, or the millisecond after that.
 */
export function idAt(milliseconds: number, id: string, last: string | undefined): string {
  const random = id.slice(TIME_DIGITS);
  const atTime = timeDigitsOf(milliseconds) + random;
  if (last === undefined || atTime > last) return atTime;
  const lastTime = last.slice(0, TIME_DIGITS);
  return lastTime + random > last ? lastTime + random : encodeBase32(decodeBase32(lastTime) + 1, TIME_DIGITS) + random;
}

/** The digits of a time. Many ids are of one millisecond, so they are kept. */
function timeDigitsOf(milliseconds: number): string {
  if (milliseconds !== lastTime) [lastTime, lastDigits] = [milliseconds, encodeBase32(milliseconds, TIME_DIGITS)];
  return lastDigits;
}

let lastTime = Number.NaN;
let lastDigits = '';

/** The time that a ULID begins with (ISO-8601 UTC). */
export function timeOfId(id: string): string {
  return new Date(decodeBase32(id.slice(0, TIME_DIGITS))).toISOString();
}

/** The whole number that `encodeBase32` wrote. */
export function decodeBase32(text: string): number {
  return [...text].reduce((sum, digit) => sum * 32 + ALPHABET.indexOf(digit), 0);
}
