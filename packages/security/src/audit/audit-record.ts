import { type AuditEventName, type AuditRecord, OUTCOMES } from './audit-event.ts';
import { redact } from './redact.ts';

/** The fields that a record may have, whatever else an untyped caller passed along. */
type Given = { readonly [Field in keyof AuditRecord]?: unknown };

/** What a record says beside its event, and what must not appear in it. */
export interface RecordTerms {
  readonly time: string;
  readonly secrets: readonly string[];
  /** The `kid` of the key that the kept entry is hashed with. */
  readonly chainKey: string | undefined;
}

/** The record of an event: its known fields alone, with what clients sent neutralised. */
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
 * True where the username names an account. It is no secret then, and is kept even if it holds the text that was typed as a
 * password: else an attacker who guesses a part of the name would leave no trace of whose account it was. A password that is
 * part of its user's name is refused when it is chosen, so no real one is shown.
 */
function isAccount(event: AuditEventName, given: Given): boolean {
  if (!/^[a-z0-9_]{6,30}$/i.test(wordsOf(given.username))) return false;
  return event !== 'LOGIN_FAILED' || (given.reason !== 'UNKNOWN_USER' && given.reason !== 'INVALID_INPUT');
}

function textField(field: string, value: unknown, secrets: readonly string[]): Record<string, string> {
  if (value === undefined || value === null) return {};
  return { [field]: redact(wordsOf(value), secrets) };
}

/** What an untyped caller passed along, as text: an object says nothing, and must not be asked. */
function wordsOf(value: unknown): string {
  try {
    if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  } catch (_cause) {
    // A list that cannot be read is an object like any other: the event is not lost for it.
  }
  return typeof value === 'object' || typeof value === 'function' ? `[${typeof value}]` : String(value);
}
