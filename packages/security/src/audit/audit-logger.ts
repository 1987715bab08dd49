import type { KeyObject } from 'node:crypto';
import { type Clock, ValidationError } from '@orderfolio/domain';
import {
  aFunction,
  anObject,
  hostOf,
  listOf,
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
import { recordOf } from './audit-record.ts';
import { AuditSink, type Fallback } from './audit-sink.ts';
import { type ChainedEntry, hashOfEntry } from './chain-hash.ts';

/** Where the trail is written, and which texts must not appear in it. */
export interface AuditOptions {
  /** The service's pino logger. The trail is a child of it that ignores its level, so no event is filtered out. */
  readonly logger: Pick<Logger, 'child'>;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Secrets of the service that must appear in no line, such as the one that signs its tokens. */
  readonly secrets?: readonly string[] | undefined;
  /** The key that hashes the entries of the kept trail. It keeps someone who can write to the store from rewriting the trail. */
  readonly chainKey?: NamedSecret | undefined;
  /**
   * Takes the records that the logger threw at. The event has happened, so the record must not be lost, and the call must not fail. By
   * default, and if the fallback throws, each record is a line of JSON on the standard error.
   */
  readonly fallback?: Fallback | undefined;
}

const OPTIONS: OptionRules<AuditOptions> = {
  logger: { ...withMethod('child'), words: 'must be a pino logger' },
  clock: withMethod('now'),
  secrets: listOf('texts', (secret) => typeof secret === 'string'),
  chainKey: anObject,
  fallback: aFunction,
};

/** A record that is not yet written to the log. */
export interface PreparedRecord {
  readonly record: AuditRecord;
  /** Never throws. The place says where the record is kept in the store. It goes into the log line. */
  write(place?: ChainPlace): void;
}

/** The place of an entry in the kept trail. A log line with it shows later whether the trail was cut or rewritten. */
export interface ChainPlace {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * The audit trail as log lines: one method per event, one line per call. The record is under the key `audit`, and its schema is stable.
 *
 * Only known fields are written. Text from clients is made safe: secrets are redacted by their form and by their value (`secrets` of the
 * call), control characters and line breaks are shown as codes, and long text is cut. Each method returns the record that it wrote, for a
 * trail that is also kept in a store.
 */
export class AuditLogger {
  readonly #sink: AuditSink;
  readonly #clock: Clock;
  readonly #secrets: readonly string[];
  readonly #chainKey: { readonly kid: string; readonly key: KeyObject | undefined } | undefined;

  /** CONFIGURATION_INVALID for a value that is not a logger, a logger that does not let every event through, and a weak key. */
  constructor(options: AuditOptions) {
    requireOptions(options, OPTIONS, ['logger'], 'options');
    const { logger, clock, secrets = [], chainKey, fallback } = options;
    this.#sink = new AuditSink(logger, fallback);
    this.#clock = hostOf({ clock }).clock;
    this.#secrets = secrets;
    if (chainKey !== undefined) {
      const [named] = readNamedSecrets([['chainKey', chainKey]]);
      this.#chainKey = named && { kid: named[0], key: named[1] };
    }
  }

  loginSucceeded(input: AuditInput<'LOGIN_SUCCEEDED'>): AuditRecord {
    return this.log('LOGIN_SUCCEEDED', input);
  }

  /** `username` is that of an account. Typed text that is nobody's name may be a password: pass something else instead. */
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
   * The record of an event that is about to be committed, and the call that writes its line after the commit. A trail that is also kept
   * in a store has the same record there.
   */
  prepare<Event extends AuditEventName>(event: Event, input: AuditInput<Event>, time: string): PreparedRecord {
    if (typeof event !== 'string' || !Object.hasOwn(OUTCOMES, event))
      throw new ValidationError({ field: 'event', rule: 'is not an event of the trail' });
    const given = readFields(input, 'input');
    const secrets = parse(secretsSchema, given.secrets, 'secrets');
    const terms = { time, secrets: [...this.#secrets, ...secrets], chainKey: this.#chainKey?.kid };
    const record = recordOf(event, given, terms);
    return {
      record,
      write: (place) =>
        this.#sink.write(place === undefined ? record : { ...record, sequence: place.sequence, hash: place.hash }),
    };
  }

  /** The hash of an entry of the kept trail whose record this logger made. VALIDATION_FAILED for input that is not an entry. */
  hashOf(entry: ChainedEntry): string {
    return hashOfEntry(parse(entrySchema, entry, 'entry'), this.#chainKey?.key);
  }

  /** Writes any event. Authentication uses it for the events that have no method of their own. */
  log<Event extends AuditEventName>(event: Event, input: AuditInput<Event>): AuditRecord {
    const { record, write } = this.prepare(event, input, this.#clock.now().toISOString());
    write();
    return record;
  }
}

const entrySchema = z.object({
  username: z.string(),
  sequence: z.int(),
  previousHash: z.string(),
  record: z.string(),
});

/** A secret that cannot be read cannot be kept out of the record. */
const secretsSchema = z.array(z.string()).default([]);
