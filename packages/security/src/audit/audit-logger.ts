import type { KeyObject } from 'node:crypto';
import { stderr } from 'node:process';
import { type Clock, ConfigurationInvalidError, ValidationError } from '@orderfolio/domain';
import {
  aFunction,
  anObject,
  hostOf,
  type OptionRules,
  parse,
  readFields,
  requireOptions,
  withMethod,
} from '@orderfolio/domain/adapter';
import type { Logger } from 'pino';
import * as z from 'zod';
import { type NamedSecret, readNamedSecrets } from '../secrets/secret-key.ts';
import { type AuditEventName, type AuditInput, type AuditRecord, OUTCOMES } from './audit-event.ts';
import { type ChainedEntry, hashOfEntry } from './chain-hash.ts';
import { redact } from './redact.ts';

/** Where the trail is written to, and what must not appear in it. */
export interface AuditOptions {
  /** The service's pino logger. The trail is a child of it that ignores its level: no event is ever filtered out. */
  readonly logger: Pick<Logger, 'child'>;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Secrets of the service that must appear in no line, such as the one that signs its tokens. */
  readonly secrets?: readonly string[] | undefined;
  /** With it, who can write into the store cannot rewrite the kept trail: its entries are hashed with this key. */
  readonly chainKey?: NamedSecret | undefined;
  /**
   * Takes the records that the logger threw at: the event has happened, and must neither be lost nor taken for failed.
   * Default, and where it throws itself: each is a line of JSON on the standard error.
   */
  readonly fallback?: ((record: AuditRecord, cause: unknown) => void) | undefined;
}

/** A record that is made and not yet written to the log. */
export interface PreparedRecord {
  readonly record: AuditRecord;
  /** Never throws. The place is where the record is kept in the store, for the log line. */
  write(place?: ChainPlace): void;
}

/** Where an entry stands in the kept trail: who has a log line of it can tell that the trail was cut, or written anew. */
export interface ChainPlace {
  readonly sequence: number;
  readonly hash: string;
}

/** The fields that a record may have, whatever else an untyped caller passed along. */
type Given = { readonly [Field in keyof AuditRecord]?: unknown };

/**
 * The audit trail as log lines: one method per event, one line per call, under the key `audit`, of which the schema is stable.
 *
 * Only known fields are written. What clients send is neutralised: secrets are redacted by their looks and by their value
 * (`secrets` of the call), control characters and line breaks are shown as codes, long text is cut.
 * Each method returns the record it wrote, for a trail that is also kept in a store.
 */
export class AuditLogger {
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #clock: Clock;
  readonly #secrets: readonly string[];
  readonly #chainKey: { readonly kid: string; readonly key: KeyObject | undefined } | undefined;
  readonly #fallback: (record: AuditRecord, cause: unknown) => void;

  /** CONFIGURATION_INVALID for a logger that is none, or does not let every event through, and for a weak key. */
  constructor(options: AuditOptions) {
    requireOptions(options, OPTIONS, ['logger'], 'options');
    const { logger, clock, secrets = [], chainKey, fallback = toStandardError } = options;
    this.#logger = childOf(logger);
    this.#clock = hostOf({ clock }).clock;
    this.#secrets = secrets;
    if (chainKey !== undefined) {
      const [named] = readNamedSecrets([['chainKey', chainKey]]);
      this.#chainKey = named && { kid: named[0], key: named[1] };
    }
    this.#fallback = fallback;
  }

  loginSucceeded(input: AuditInput<'LOGIN_SUCCEEDED'>): AuditRecord {
    return this.log('LOGIN_SUCCEEDED', input);
  }

  /** `username` of the account. What was typed and is nobody's name may be a password: say something else in its place. */
  loginFailed(input: AuditInput<'LOGIN_FAILED'>): AuditRecord {
    return this.log('LOGIN_FAILED', input);
  }

  loggedOut(input: AuditInput<'LOGGED_OUT'>): AuditRecord {
    return this.log('LOGGED_OUT', input);
  }

  passwordChanged(input: AuditInput<'PASSWORD_CHANGED'>): AuditRecord {
    return this.log('PASSWORD_CHANGED', input);
  }

  tokenCreated(input: AuditInput<'TOKEN_CREATED'>): AuditRecord {
    return this.log('TOKEN_CREATED', input);
  }

  tokenRefreshed(input: AuditInput<'TOKEN_REFRESHED'>): AuditRecord {
    return this.log('TOKEN_REFRESHED', input);
  }

  tokenRevoked(input: AuditInput<'TOKEN_REVOKED'>): AuditRecord {
    return this.log('TOKEN_REVOKED', input);
  }

  accessDenied(input: AuditInput<'ACCESS_DENIED'>): AuditRecord {
    return this.log('ACCESS_DENIED', input);
  }

  userCreated(input: AuditInput<'USER_CREATED'>): AuditRecord {
    return this.log('USER_CREATED', input);
  }

  roleChanged(input: AuditInput<'ROLE_CHANGED'>): AuditRecord {
    return this.log('ROLE_CHANGED', input);
  }

  accountLocked(input: AuditInput<'ACCOUNT_LOCKED'>): AuditRecord {
    return this.log('ACCOUNT_LOCKED', input);
  }

  /**
   * The record of an event that is about to be committed, and the call that writes its line once it was: a trail that is
   * also kept in a store has the same record there.
   */
  prepare<Event extends AuditEventName>(event: Event, input: AuditInput<Event>, time: string): PreparedRecord {
    if (typeof event !== 'string' || !Object.hasOwn(OUTCOMES, event))
      throw new ValidationError({ field: 'event', rule: 'is not an event of the trail' });
    const given = readFields(input, 'input');
    const secrets = parse(secretsSchema, given.secrets, 'secrets');
    const record = this.#record(event, given, [...this.#secrets, ...secrets], time);
    return {
      record,
      write: (place) =>
        this.#send(place === undefined ? record : { ...record, sequence: place.sequence, hash: place.hash }),
    };
  }

  /** The hash of an entry of the kept trail whose record this logger has made. VALIDATION_FAILED for what is no entry. */
  hashOf(entry: ChainedEntry): string {
    return hashOfEntry(parse(entrySchema, entry, 'entry'), this.#chainKey?.key);
  }

  #send(record: AuditRecord): void {
    const level = record.outcome === 'SUCCESS' ? 'info' : 'warn';
    try {
      this.#logger[level]({ audit: record }, `audit ${record.event}`);
    } catch (cause) {
      this.#rescue(record, cause);
    }
  }

  #rescue(record: AuditRecord, cause: unknown): void {
    try {
      this.#fallback(record, cause);
    } catch (_cause) {
      toStandardError(record);
    }
  }

  /** Writes any event: those that have no method of their own are authentication's. */
  log<Event extends AuditEventName>(event: Event, input: AuditInput<Event>): AuditRecord {
    const { record, write } = this.prepare(event, input, this.#clock.now().toISOString());
    write();
    return record;
  }

  #record(
    event: AuditEventName,
    given: Given & { readonly username: string },
    secrets: readonly string[],
    time: string,
  ): AuditRecord {
    const text = (field: keyof Given): Record<string, string> => textField(field, given[field], secrets);
    return {
      schema: 1,
      event,
      outcome: OUTCOMES[event],
      time,
      username: redact(wordsOf(given.username), isAccount(event, given) ? [] : secrets),
      ...text('ipAddress'),
      ...text('userAgent'),
      ...text('requestId'),
      ...text('reason'),
      ...text('actor'),
      ...text('role'),
      ...text('previousRole'),
      ...text('required'),
      ...text('tokenId'),
      ...text('lockedUntil'),
      ...(typeof given.failures === 'number' ? { failures: given.failures } : {}),
      ...(this.#chainKey === undefined ? {} : { chainKey: this.#chainKey.kid }),
    };
  }
}

function toStandardError(record: AuditRecord): void {
  stderr.write(`${JSON.stringify({ audit: record })}\n`);
}

/**
 * True where the username names an account. It is no secret then, and is kept even if it holds the text that was typed as a
 * password: else an attacker who guesses a part of the name would leave no trace of whose account it was. A password that is
 * part of its user's name is refused when it is chosen, so no real one is shown.
 */
function isAccount(event: AuditEventName, given: Given): boolean {
  if (!/^[a-z0-9_]{6,30}$/i.test(wordsOf(given.username))) return false;
  return event !== 'LOGIN_FAILED' || (given.reason !== 'UNKNOWN_USER' && given.reason !== 'INVALID_INPUT');
}

function textField(field: string, value: unknown, secrets: readonly string[]): Record<string, string> {
  if (value === undefined || value === null) return {};
  return { [field]: redact(wordsOf(value), secrets) };
}

/** What an untyped caller passed along, as text: an object says nothing, and must not be asked. */
function wordsOf(value: unknown): string {
  try {
    if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  } catch (_cause) {
    // A list that cannot be read is an object like any other: the event is not lost for it.
  }
  return typeof value === 'object' || typeof value === 'function' ? `[${typeof value}]` : String(value);
}

const entrySchema = z.object({
  username: z.string(),
  sequence: z.int(),
  previousHash: z.string(),
  record: z.string(),
});

/** What cannot be read cannot be kept out of the record either. */
const secretsSchema = z.array(z.string()).default([]);

const OPTIONS: OptionRules<AuditOptions> = {
  logger: { ...withMethod('child'), words: 'must be a pino logger' },
  clock: withMethod('now'),
  secrets: {
    words: 'must be a list of texts',
    allows: (value) => Array.isArray(value) && value.every((secret) => typeof secret === 'string'),
  },
  chainKey: anObject,
  fallback: aFunction,
};

/** A child with a level of its own, so that no event is filtered out. */
function childOf(logger: AuditOptions['logger']): Pick<Logger, 'info' | 'warn'> {
  const refusal = (cause?: unknown): ConfigurationInvalidError =>
    new ConfigurationInvalidError(
      { field: 'logger', rule: 'must be a pino logger that has the levels info and warn, and lets both through' },
      { cause },
    );
  try {
    const child = logger.child({}, { level: 'info' });
    if (child.isLevelEnabled('info') && child.isLevelEnabled('warn')) return child;
  } catch (cause) {
    throw refusal(cause);
  }
  throw refusal();
}
