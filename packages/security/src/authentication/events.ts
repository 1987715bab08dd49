import type { AuditEntry, AuditEventName, AuditFacts, AuditRecord, AuditSource } from '../audit/audit-event.ts';
import type { AuditLogger, PreparedRecord } from '../audit/audit-logger.ts';
import { strangerName } from '../audit/stranger-name.ts';

/** The events of tokens that were refused. */
type RefusalEvent = 'PASSWORD_RESET_FAILED' | 'EMAIL_VERIFICATION_FAILED';

/** The events of names that anyone may have typed. */
const OF_STRANGERS: ReadonlySet<AuditEventName> = new Set(['LOGIN_FAILED', 'ACCOUNT_LOCKED']);

/** Whose events these are: `isUser` is false for a name that nobody has. */
interface Subject {
  readonly username: string;
  readonly isUser: boolean;
}

/** What a command has to say: made when it is decided, for the kept trail, and logged once it is committed. */
export class Events {
  readonly #audit: AuditLogger;
  readonly #subject: Subject;
  readonly #source: AuditSource;
  readonly #now: string;
  readonly #prepared: PreparedRecord[] = [];
  readonly #unkept = new Set<PreparedRecord>();

  constructor(audit: AuditLogger, subject: Subject, source: AuditSource, now: string) {
    this.#audit = audit;
    this.#subject = subject;
    this.#source = source;
    this.#now = now;
  }

  add<Event extends AuditEventName>(event: Event, facts: AuditFacts[Event]): void {
    const { username, isUser } = this.#subject;
    const shown = isUser || !OF_STRANGERS.has(event) ? username : strangerName(username);
    const entry: AuditEntry<Event> = { ...this.#source, ...facts, username: shown };
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
