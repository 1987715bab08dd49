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

/** The events of tokens that were refused. */
type RefusalEvent = 'PASSWORD_RESET_FAILED' | 'EMAIL_VERIFICATION_FAILED' | 'REFRESH_FAILED' | 'LOGOUT_FAILED';

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
    // Anyone may have typed it, or written it into a token.
    const shown = isUser || OUTCOMES[event] === 'SUCCESS' ? username : strangerName(username);
    const input: AuditInput<Event> = { ...this.#source, ...facts, username: shown };
    this.#prepared.push(this.#audit.prepare(event, input, this.#now));
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

  /** Logs them all; those that are kept with their places in the chain, which are in the order of `records`. */
  write(places: readonly ChainPlace[]): void {
    let kept = 0;
    for (const prepared of this.#prepared) prepared.write(this.#unkept.has(prepared) ? undefined : places[kept++]);
  }
}
