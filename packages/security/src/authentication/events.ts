import type { AuditEntry, AuditEventName, AuditFacts, AuditRecord, AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger, PreparedRecord } from '../audit/audit-logger.ts';

/** The events of tokens that were refused. */
type RefusalEvent = 'PASSWORD_RESET_FAILED' | 'EMAIL_VERIFICATION_FAILED';

/** What a command has to say: made when it is decided, for the kept trail, and logged once it is committed. */
export class Events {
  readonly #audit: AuditLogger;
  readonly #username: string;
  readonly #source: AuditSource;
  readonly #now: string;
  readonly #prepared: PreparedRecord[] = [];
  readonly #unkept = new Set<PreparedRecord>();

  constructor(audit: AuditLogger, username: string, source: AuditSource, now: string) {
    this.#audit = audit;
    this.#username = username;
    this.#source = source;
    this.#now = now;
  }

  add<Event extends AuditEventName>(event: Event, facts: AuditFacts[Event]): void {
    const entry: AuditEntry<Event> = { ...this.#source, ...facts, username: this.#username };
    this.#prepared.push(this.#audit.prepare(event, entry, this.#now));
  }

  /** A refusal. Of a token that nobody was given it is logged only: else anyone could write into anyone's kept trail. */
  refuse<Event extends RefusalEvent>(event: Event, facts: AuditFacts[Event]): void {
    this.add(event, facts);
    const prepared = this.#prepared.at(-1);
    if (prepared !== undefined && facts.reason === 'UNKNOWN_TOKEN') this.#unkept.add(prepared);
  }

  /** For the kept trail. */
  get records(): readonly AuditRecord[] {
    return this.#prepared.filter((prepared) => !this.#unkept.has(prepared)).map(({ record }) => record);
  }

  write(): void {
    for (const prepared of this.#prepared) prepared.write();
  }
}
