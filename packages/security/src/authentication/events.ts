import type { AuditEntry, AuditEventName, AuditFacts, AuditRecord, AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger, PreparedRecord } from '../audit/audit-logger.ts';

/** What a command has to say: made when it is decided, for the kept trail, and logged once it is committed. */
export class Events {
  readonly #audit: AuditLogger;
  readonly #username: string;
  readonly #source: AuditSource;
  readonly #now: string;
  readonly #prepared: PreparedRecord[] = [];

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

  get records(): readonly AuditRecord[] {
    return this.#prepared.map(({ record }) => record);
  }

  write(): void {
    for (const prepared of this.#prepared) prepared.write();
  }
}
