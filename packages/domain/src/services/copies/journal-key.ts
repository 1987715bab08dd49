import type { EntityKey } from '../../entities/kinds.ts';
import type { EntityRecord } from '../../ports/bulk-loader.ts';
import { isRecordOf } from '../../ports/bulk-loader.ts';
import { OWN_FAMILIES } from '../consumers/checkpoint.ts';

/** No handler writes under this, and no consumer has this name. */
const FAMILY = `${OWN_FAMILIES}/copy`;

/** Where a store keeps the journal of the copy into it. */
export const JOURNAL_KEY: EntityKey<'projection'> = { entity: 'projection', projection: FAMILY, key: 'journal' };

/** True for the journal of a copy, which no other copy takes along. */
export function isJournal(record: EntityRecord): boolean {
  return isRecordOf('projection', record) && record.value.projection === FAMILY;
}
