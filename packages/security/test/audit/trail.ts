import { AuditLogger } from '@orderfolio/security';
import { type Level, pino } from 'pino';
import { clockAtNoon } from '../clock.ts';

/** An audit logger over a real pino logger, whose lines are kept. */
export function openTrail(level: Level | 'silent' = 'info', secrets: readonly string[] = []) {
  const lines: string[] = [];
  const clock = clockAtNoon();
  const logger = pino({ level }, { write: (line: string) => lines.push(line) });
  const audit = new AuditLogger({ logger, clock, secrets });
  return {
    audit,
    clock,
    lines,
    last: (): { readonly audit?: unknown; readonly level?: unknown } => JSON.parse(lines.at(-1) ?? '{}'),
  };
}
