import { randomUUID } from 'node:crypto';
import { StorageFailedError } from '@orderfolio/domain';
import {
  type BulkLoader,
  ENTITIES,
  type Entities,
  type EntityKind,
  type EntityRecord,
  readStored,
} from '@orderfolio/domain/adapter';
import type { Connection, SqlValue, Statement } from './connection.ts';
import { EntityTables } from './entity-tables.ts';
import type { OpenFile } from './file.ts';
import type { KeyedRow } from './table.ts';

/** Reads and writes the whole database: a part for each table, in the order of its primary key. */
export function bulkLoader(connection: Connection, file: OpenFile | undefined): BulkLoader {
  // Most processes never copy, so these are made when they are first needed.
  let made: EntityTables | undefined;
  const tables = (): EntityTables => {
    made ??= new EntityTables(connection);
    return made;
  };
  const name = `sqlite ${file?.identity ?? `in memory ${randomUUID()}`}`;
  let danglingRow: Statement<{ readonly table: string; readonly parent: string }> | undefined;
  return {
    identity: async () => name,
    estimate: () => connection.snapshot(() => KINDS.reduce((sum, kind) => sum + tables().count(kind), 0)),
    parts: KINDS,
    async read(part, limit, after) {
      const kind = kindOf(part);
      const rows = await connection.whenFree(() => tables().page(kind, limit, keyIn(after)));
      const read = rows.map((row) => recordIn(kind, row));
      const last = rows.length < limit ? undefined : rows.at(-1);
      return {
        records: read.flatMap(({ record }) => record ?? []),
        unreadable: read.flatMap(({ unreadable }) => unreadable ?? []),
        ...(last !== undefined && { next: JSON.stringify(last.key) }),
      };
    },
    load: (records) =>
      connection.load(() => {
        for (const record of records) tables().put(record);
      }),
    finish: () =>
      connection.whenFree(() => {
        danglingRow ??= connection.prepare('PRAGMA foreign_key_check');
        const found = danglingRow.get();
        if (found === undefined) return;
        const reason = `a row of the table ${found.table} belongs to a row of ${found.parent} that is not there`;
        throw new StorageFailedError({ reason, retryable: false });
      }),
  };
}

const KINDS: readonly EntityKind[] = Object.freeze(Object.keys(ENTITIES).filter(isKind));

function isKind(word: string): word is EntityKind {
  return Object.hasOwn(ENTITIES, word);
}

function kindOf(part: string): EntityKind {
  if (isKind(part)) return part;
  throw new StorageFailedError({ reason: `a SQLite database has no part ${part}`, retryable: false });
}

/** The key of a row, as `next` has it. */
function keyIn(place: string | undefined): readonly SqlValue[] | undefined {
  if (place === undefined) return undefined;
  const key: unknown = JSON.parse(place);
  if (Array.isArray(key) && key.every(isWord)) return key;
  throw new StorageFailedError({ reason: `${place} is no place in a table`, retryable: false });
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function recordIn<Kind extends EntityKind>(
  entity: Kind,
  { key, read }: KeyedRow<Entities[Kind]>,
): { readonly record?: EntityRecord<Kind>; readonly unreadable?: string } {
  try {
    return { record: { entity, value: readStored(ENTITIES[entity].schema, read(), entity) } };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { unreadable: `${error.reason}: mend the row with the key ${key.join(' ')}` };
  }
}
