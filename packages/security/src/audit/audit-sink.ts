import { stderr } from 'node:process';
import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { Logger } from 'pino';
import type { AuditRecord } from './audit-event.ts';

/** Takes the records that the logger threw at. */
export type Fallback = (record: AuditRecord, cause: unknown) => void;

/** Writes the records: it filters out no event, and loses none. */
export class AuditSink {
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #fallback: Fallback;

  /** CONFIGURATION_INVALID for a value that is not a logger, or a logger that does not let every event through. */
  constructor(logger: Pick<Logger, 'child'>, fallback: Fallback = toStandardError) {
    this.#logger = childOf(logger);
    this.#fallback = fallback;
  }

  /** Writes one line. It never throws, because the event has happened. */
  write(record: AuditRecord): void {
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
}

function toStandardError(record: AuditRecord): void {
  stderr.write(`${JSON.stringify({ audit: record })}\n`);
}

/** A child with its own level, so that no event is filtered out. */
function childOf(logger: Pick<Logger, 'child'>): Pick<Logger, 'info' | 'warn'> {
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
