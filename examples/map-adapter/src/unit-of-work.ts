import { AlreadyExistsError, ConcurrencyConflictError, type DomainError, LockLostError } from '@orderfolio/domain';
import {
  type Change,
  type ChangeSet,
  type EntitiesOf,
  type EntityKey,
  type EntityRecord,
  isRecordOf,
  keyOf,
  type ReadKeys,
  requireChangeSet,
  type UnitOfWork,
} from '@orderfolio/domain/adapter';
import type { MapLockTable } from './lock-table.ts';
import { entityIn, type Records, recordOf, type StoredText } from './records.ts';
import { sameEmail } from './repositories.ts';

/** A caller repeats only its last commits, so the store remembers this many tokens. */
const REMEMBERED_TOKENS = 1_000;

/**
 * Reads and writes. Neither awaits in the middle, so no other command comes in between. That makes a read a snapshot,
 * and a commit atomic.
 */
export class MapUnitOfWork implements UnitOfWork {
  readonly #records: Records;
  readonly #locks: MapLockTable;
  readonly #applied = new Set<string>();

  constructor(records: Records, locks: MapLockTable) {
    this.#records = records;
    this.#locks = locks;
  }

  async read<const Keys extends ReadKeys>(keys: Keys): Promise<EntitiesOf<Keys>> {
    // A map over a tuple is an array to the compiler: that it has the tuple's shape is stated here.
    return keys.map((key) => key && this.#records.get(key)) as EntitiesOf<Keys>;
  }

  async commit(changeSet: ChangeSet): Promise<void> {
    requireChangeSet(changeSet);
    this.#records.requireOpen();
    const { token, changes, fences = [] } = changeSet;
    if (this.#applied.has(token)) return;

    for (const fence of fences) if (!this.#locks.isCurrent(fence)) throw new LockLostError(fence);
    // All are checked before any is written.
    const written: StoredText[] = [];
    for (const change of changes) {
      const refusal = this.#refusalOf(change, written);
      if (refusal !== undefined) throw refusal;
      if (change.action !== 'check') written.push(recordOf(keyOf(change), change.value));
    }
    for (const record of written) this.#records.put(record);
    this.#remember(token);
  }

  /** The reason why a change cannot be made, or undefined if it can. */
  #refusalOf(change: Change, written: readonly StoredText[]): DomainError | undefined {
    const key = keyOf(change);
    const { entity } = key;
    const version = this.#records.get(key)?.version ?? 0;
    if (change.action === 'insert' && version > 0) return alreadyExists(key);
    const expected = versionBefore(change);
    if (expected !== version) return new ConcurrencyConflictError({ entity });
    return change.action === 'check' ? undefined : takenField(this.#records, change, written);
  }

  #remember(token: string): void {
    this.#applied.add(token);
    const [oldest] = this.#applied;
    if (oldest !== undefined && this.#applied.size > REMEMBERED_TOKENS) this.#applied.delete(oldest);
  }
}

/** The unique fields beside the key: the e-mail of a user, and the client order id among a user's orders. */
export function takenField(
  records: Records,
  record: EntityRecord,
  written: readonly StoredText[],
): AlreadyExistsError | undefined {
  /** What is stored, and what this commit has written so far. */
  const others = (kind: 'user' | 'order') => [
    ...records.all(kind),
    ...written.filter(({ key }) => key.entity === kind),
  ];
  if (isRecordOf('user', record)) {
    const { email, username } = record.value;
    const users = others('user').map((other) => entityIn('user', other));
    const isTaken = users.some((user) => user.username !== username && sameEmail(user.email, email));
    return isTaken ? new AlreadyExistsError({ entity: 'user', field: 'email', value: email }) : undefined;
  }
  if (!isRecordOf('order', record) || record.value.clientOrderId === undefined) return undefined;
  const { username, orderId, clientOrderId } = record.value;
  const isTaken = others('order')
    .filter(({ key }) => 'username' in key && key.username === username)
    .map((other) => entityIn('order', other))
    .some((order) => order.orderId !== orderId && order.clientOrderId === clientOrderId);
  const taken = { entity: 'order', field: 'clientOrderId', value: clientOrderId } as const;
  return isTaken ? new AlreadyExistsError(taken) : undefined;
}

/** The version that a change was decided on, or 0 if there was no entity. */
function versionBefore(change: Change): number {
  switch (change.action) {
    case 'insert':
      return 0;
    case 'save':
      return change.previous?.version ?? 0;
    case 'check':
      return change.version;
  }
}

function alreadyExists(key: EntityKey): AlreadyExistsError {
  const { entity, ...fields } = key;
  const [field = '', value = ''] = Object.entries(fields).at(-1) ?? [];
  return new AlreadyExistsError({ entity, field, value: String(value) });
}
