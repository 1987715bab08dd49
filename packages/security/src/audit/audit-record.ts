import { type AuditEventName, type AuditRecord, OUTCOMES } from './audit-event.ts';
import { redact } from './redact.ts';

/** The fields that a record may have. An untyped caller may pass others, which are ignored. */
type Given = { readonly [Field in keyof AuditRecord]?: unknown };

/** The parts of a record that every event has, and the texts that must not appear in it. */
export interface RecordTerms {
  readonly time: string;
  readonly secrets: readonly string[];
  /** The `kid` of the key that hashes the kept entry. */
  readonly chainKey: string | undefined;
}

/** The record of an event. It has only known fields, and the text of clients is made safe. */
export function recordOf(event: AuditEventName, given: Given, { time, secrets, chainKey }: RecordTerms): AuditRecord {
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
    ...(chainKey === undefined ? {} : { chainKey }),
  };
}

/**
 * True if the username names an account. It is not a secret then, and it is kept even if it contains the text that was typed as a
 * password. Otherwise an attacker who guesses a part of the name would leave no trace of whose account it was. A new password that is
 * part of its user's name is refused, so no real password is shown.
 */
function isAccount(event: AuditEventName, given: Given): boolean {
  if (!/^[a-z0-9_]{6,30}$/i.test(wordsOf(given.username))) return false;
  return event !== 'LOGIN_FAILED' || (given.reason !== 'UNKNOWN_USER' && given.reason !== 'INVALID_INPUT');
}

function textField(field: string, value: unknown, secrets: readonly string[]): Record<string, string> {
  if (value === undefined || value === null) return {};
  return { [field]: redact(wordsOf(value), secrets) };
}

/** The value of an untyped caller, as text. An object is only named by its type: its own code must not run. */
function wordsOf(value: unknown): string {
  try {
    if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  } catch (_cause) {
    // A list that cannot be read is treated like any other object, so that the event is not lost.
  }
  return typeof value === 'object' || typeof value === 'function' ? `[${typeof value}]` : String(value);
}
