import { DomainError, OutcomeUnknownError, StorageFailedError } from '@orderfolio/domain';

/** The result codes of SQLite that say more than "failed". Source: "Result and Error Codes", sqlite.org. */
const REASONS: readonly (readonly [prefix: string, reason: string, retryable: boolean])[] = [
  ['SQLITE_BUSY', 'the database stayed locked by another process', true],
  ['SQLITE_LOCKED', 'the database stayed locked by another connection', true],
  ['SQLITE_FULL', 'the disk is full', true],
  ['SQLITE_READONLY', 'the database file cannot be written', false],
  ['SQLITE_CANTOPEN', 'the database file cannot be opened', false],
  ['SQLITE_NOTADB', 'the file is not a SQLite database', false],
  ['SQLITE_CORRUPT', 'the database file is damaged', false],
  ['SQLITE_IOERR', 'the disk failed', true],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'the user, asset or balance that it belongs to does not exist', false],
  ['SQLITE_CONSTRAINT_CHECK', 'a stored amount would have become negative', false],
];

/** The driver's error as an error of the domain. Pure. An error that it does not know becomes STORAGE_FAILED with its cause. */
export function classifyError(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause;
  const code = codeOf(cause);
  const known = REASONS.find(([prefix]) => code?.startsWith(prefix));
  const [, reason, retryable] = known ?? [undefined, code ?? wordsOf(cause), false];
  return new StorageFailedError({ reason, retryable }, { cause });
}

/** The error of a COMMIT. If the disk failed in it, nobody knows whether the data is stored. */
export function classifyCommitError(cause: unknown, token: string): DomainError {
  if (codeOf(cause)?.startsWith('SQLITE_IOERR')) return new OutcomeUnknownError({ token }, { cause });
  return classifyError(cause);
}

/** True while another process holds the lock that the statement needs. */
export function isBusy(cause: unknown): boolean {
  return codeOf(cause)?.startsWith('SQLITE_BUSY') ?? false;
}

/** The columns of the uniqueness rule that a statement broke, such as `users.email`. Undefined for any other error. */
export function violatedColumns(cause: unknown): readonly string[] | undefined {
  const code = codeOf(cause);
  if (code !== 'SQLITE_CONSTRAINT_UNIQUE' && code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') return undefined;
  const [, columns] = String(propertyOf(cause, 'message')).split(': ');
  return columns?.split(', ') ?? [];
}

/** It goes by the fields, not by the class: another copy of the driver has its own class. */
function codeOf(cause: unknown): string | undefined {
  const code = propertyOf(cause, 'code');
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** The message of what was thrown. An object that is not an error has none. */
function wordsOf(cause: unknown): string {
  const isNoError =
    cause !== null && (typeof cause === 'object' || typeof cause === 'function') && !(cause instanceof Error);
  return isNoError ? `${typeof cause} thrown` : String(cause);
}

function propertyOf(cause: unknown, name: string): unknown {
  return typeof cause === 'object' && cause !== null ? Reflect.get(cause, name) : undefined;
}
