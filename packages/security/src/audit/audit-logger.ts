import type { KeyObject } from 'node:crypto';
import { type Clock, ValidationError } from '@orderfolio/domain';
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
import { recordOf } from './audit-record.ts';
import { AuditSink, type Fallback } from './audit-sink.ts';
import { type ChainedEntry, hashOfEntry } from './chain-hash.ts';

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
  readonly fallback?: Fallback | undefined;
}

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

/**
 * The audit trail as log lines: one method per event, one line per call, under the key `audit`, of which the schema is stable.
 *
 * Only known fields are written. What clients send is neutralised: secrets are redacted by their looks and by their value
 * (`secrets` of the call), control characters and line breaks are shown as codes, long text is cut.
 * Each method returns the record it wrote, for a trail that is also kept in a store.
 */
export class AuditLogger {
  readonly #sink: AuditSink;
  readonly #clock: Clock;
  readonly #secrets: readonly string[];
  readonly #chainKey: { readonly kid: string; readonly key: KeyObject | undefined } | undefined;

  /** CONFIGURATION_INVALID for a logger that is none, or does not let every event through, and for a weak key. */
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
    const terms = { time, secrets: [...this.#secrets, ...secrets], chainKey: this.#chainKey?.kid };
    const record = recordOf(event, given, terms);
    return {
      record,
      write: (place) =>
        this.#sink.write(place === undefined ? record : { ...record, sequence: place.sequence, hash: place.hash }),
    };
  }

  /** The hash of an entry of the kept trail whose record this logger has made. VALIDATION_FAILED for what is no entry. */
  hashOf(entry: ChainedEntry): string {
    return hashOfEntry(parse(entrySchema, entry, 'entry'), this.#chainKey?.key);
  }

  /** Writes any event: those that have no method of their own are authentication's. */
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

/** What cannot be read cannot be kept out of the record either. */
const secretsSchema = z.array(z.string()).default([]);
