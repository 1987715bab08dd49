import { ConfigurationInvalidError } from '../errors/validation-error.ts';
import { ulid } from '../validation/schemas.ts';
import { type Clock, systemClock, systemTimer, type Timer } from './clock.ts';
import { createUlidGenerator, type IdGenerator } from './ids.ts';

/** What a command needs from the machine: the time, ids, and waiting. */
export interface Host {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly timer: Timer;
}

/** The parts that a caller gives instead of the machine's own. */
export type GivenHost = { readonly [Part in keyof Host]?: Host[Part] | undefined };

/**
 * The given parts, and the machine's own for the rest. Each given part is checked whenever it is used, so a bad time or id gets no
 * further. Whatever used it fails with CONFIGURATION_INVALID, naming the part.
 */
export function hostOf(given: GivenHost): Host {
  const clock = given.clock === undefined || given.clock === systemClock ? systemClock : checkedClock(given.clock);
  const ids = given.ids === undefined ? createUlidGenerator(clock) : checkedIds(given.ids);
  const timer = given.timer === undefined || given.timer === systemTimer ? systemTimer : checkedTimer(given.timer);
  return { clock, ids, timer };
}

/** ULIDs begin in 1970, and ISO-8601 writes years up to this one with four digits. */
const LATEST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function checkedClock(clock: Clock): Clock {
  return {
    now() {
      const milliseconds = readPart('clock', 'now() must return a Date from 1970 to 9999', () => {
        // This also reads a Date from another realm, as test runners have them.
        const time = Date.prototype.getTime.call(clock.now());
        return time >= 0 && time <= LATEST_TIME ? time : undefined;
      });
      return new Date(milliseconds);
    },
  };
}

/** A repeated id would do worse than be refused: a store takes a commit under a used token as stored already. */
const REMEMBERED_IDS = 1_000;

function checkedIds(ids: IdGenerator): IdGenerator {
  const recent = new Set<string>();
  return {
    next() {
      const id = readPart('ids', 'next() must return a ULID', () => ulid.safeParse(ids.next()).data);
      if (recent.has(id)) throw invalid('ids', 'next() must return another ULID each time');
      recent.add(id);
      const [oldest] = recent;
      if (oldest !== undefined && recent.size > REMEMBERED_IDS) recent.delete(oldest);
      return id;
    },
  };
}

function checkedTimer(timer: Timer): Timer {
  return {
    async sleep(milliseconds, until) {
      try {
        await timer.sleep(milliseconds, until);
      } catch (cause) {
        throw invalid('timer', 'sleep() must resolve', cause);
      }
    },
  };
}

/** Checks what the part returned. `read` returns undefined if it is not valid. */
function readPart<Value>(part: keyof Host, rule: string, read: () => Value | undefined): Value {
  let value: Value | undefined;
  try {
    value = read();
  } catch (cause) {
    throw invalid(part, rule, cause);
  }
  if (value === undefined) throw invalid(part, rule);
  return value;
}

function invalid(field: keyof Host, rule: string, cause?: unknown): ConfigurationInvalidError {
  return new ConfigurationInvalidError({ field, rule }, { cause });
}
