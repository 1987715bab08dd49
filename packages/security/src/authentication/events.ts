import {
  type AuditEventName,
  type AuditFacts,
  type AuditInput,
  type AuditRecord,
  type AuditSource,
  OUTCOMES,
} from '../audit/audit-event.ts';
import type { AuditLogger, ChainPlace, PreparedRecord } from '../audit/audit-logger.ts';
import { strangerName } from '../audit/stranger-name.ts';

/** The events of refused tokens. */
type RefusalEvent = 'PASSWORD_RESET_FAILED' | 'EMAIL_VERIFICATION_FAILED' | 'REFRESH_FAILED' | 'LOGOUT_FAILED';

/** The user of these events. `isUser` is false for a name that nobody has. */
interface Subject {
  readonly username: string;
  readonly isUser: boolean;
}

/** The events of a command. They are made with its decision, for the kept trail, and logged after the commit. */
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
    // Anyone may have typed the name, or written it into a token.
    const shown = isUser || OUTCOMES[event] === 'SUCCESS' ? username : strangerName(username);
    const input: AuditInput<Event> = { ...this.#source, ...facts, username: shown };
    this.#prepared.push(this.#audit.prepare(event, input, this.#now));
  }

  /** Adds a refusal. If nobody was given the token, it is only logged: otherwise anyone could write into anyone's kept trail. */
  refuse<Event extends RefusalEvent>(event: Event, facts: AuditFacts[Event]): void {
    this.add(event, facts);
    const prepared = this.#prepared.at(-1);
    if (prepared !== undefined && facts.reason === 'UNKNOWN_TOKEN') this.#unkept.add(prepared);
  }

  /** The records for the kept trail. */
  get records(): readonly AuditRecord[] {
    return this.#prepared.filter((prepared) => !this.#unkept.has(prepared)).map(({ record }) => record);
  }

  /** Logs all events. The kept ones have their places in the chain, in the order of `records`. */
  write(places: readonly ChainPlace[]): void {
    let kept = 0;
    for (const prepared of this.#prepared) prepared.write(this.#unkept.has(prepared) ? undefined : places[kept++]);
  }
}
