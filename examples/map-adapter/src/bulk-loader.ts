import { randomUUID } from 'node:crypto';
import { StorageFailedError } from '@orderfolio/domain';
import {
  type BulkLoader,
  ENTITIES,
  type EntityKind,
  type EntityRecord,
  keyIn,
  keyWords,
} from '@orderfolio/domain/adapter';
import { entityIn, type Records, recordOf, type StoredText } from './records.ts';
import { takenField } from './unit-of-work.ts';

/** Reads and writes the whole `Map`: a part for each kind. */
export function bulkLoader(records: Records): BulkLoader {
  const name = `map ${randomUUID()}`;
  return {
    identity: async () => name,
    estimate: async () => KINDS.reduce((sum, kind) => sum + records.all(kind).length, 0),
    parts: KINDS,
    async read(part, limit, after) {
      const kind = KINDS.find((one) => one === part);
      if (kind === undefined) throw new StorageFailedError({ reason: `there is no part ${part}`, retryable: false });
      const left = records
        .all(kind)
        .map((record) => ({ record, place: JSON.stringify(keyWords(record.key)) }))
        .filter(({ place }) => after === undefined || place > after)
        .sort((one, other) => (one.place < other.place ? -1 : 1));
      const page = left.slice(0, limit);
      const read = page.map(({ record, place }) => readRecord(kind, record, place));
      const next = left.length > limit ? page.at(-1)?.place : undefined;
      return {
        records: read.flatMap(({ record }) => record ?? []),
        unreadable: read.flatMap(({ unreadable }) => unreadable ?? []),
        ...(next !== undefined && { next }),
      };
    },
    async load(loaded) {
      records.requireOpen();
      for (const { entity, value } of loaded) {
        const taken = takenField(records, { entity, value }, []);
        if (taken !== undefined) throw taken;
        records.put(recordOf(keyIn(entity, value), value));
      }
    },
    // A record is found without what it belongs to: there is nothing to check.
    finish: async () => records.requireOpen(),
  };
}

const KINDS: readonly EntityKind[] = Object.keys(ENTITIES).filter((word): word is EntityKind =>
  Object.hasOwn(ENTITIES, word),
);

function readRecord<Kind extends EntityKind>(
  entity: Kind,
  record: StoredText,
  place: string,
): { readonly record?: EntityRecord<Kind>; readonly unreadable?: string } {
  try {
    return { record: { entity, value: entityIn(entity, record) } };
  } catch (error) {
    if (!(error instanceof StorageFailedError)) throw error;
    return { unreadable: `${error.reason}: mend ${place}` };
  }
}
