import { Decimal } from '@orderfolio/domain';
import type Database from 'better-sqlite3';
import { fallingKey, risingKey } from './hand-written-keys.ts';

interface GroupRow {
  readonly trail_type: string;
  readonly mark: string;
  readonly narrowest_trail: string;
  readonly version: number;
}

const PAGE_SIZE = 50;
/** The smallest step upwards, since a price has at most 18 decimals. */
const LEAST_STEP = new Decimal('0.000000000000000001');

/** Finds the groups of trailing stops below a price, and raises a group whose trails are amounts to it. */
export function handWrittenMarks(database: Database.Database) {
  const selectBelow = database.prepare<[string, string, number], { readonly group_id: string }>(`
    SELECT group_id FROM trailing_groups INDEXED BY trailing_groups_by_rise
    WHERE rise_book = ? AND rise_key <= ? ORDER BY rise_key, group_id LIMIT ?`);
  const selectGroup = database.prepare<[string, string], GroupRow>(`
    SELECT trail_type, mark, narrowest_trail, version FROM trailing_groups WHERE asset_id = ? AND group_id = ?`);
  const updateGroup = database.prepare(`
    UPDATE trailing_groups SET mark = ?, fall_key = ?, rise_key = ?, version = version + 1, updated_at = ?
    WHERE asset_id = ? AND group_id = ? AND version = ?`);
  return {
    below: (assetId: string, price: Decimal) => selectBelow.all(assetId, risingKey(price), PAGE_SIZE),

    lift(assetId: string, groupId: string, price: Decimal): void {
      const group = selectGroup.get(assetId, groupId);
      if (group?.trail_type !== 'AMOUNT' || price.lte(group.mark)) throw new Error('no such group below the price');
      const [fallKey, riseKey] = [fallingKey(price.minus(group.narrowest_trail)), risingKey(price.plus(LEAST_STEP))];
      const now = new Date().toISOString();
      const { changes } = updateGroup.run(price.toString(), fallKey, riseKey, now, assetId, groupId, group.version);
      if (changes !== 1) throw new Error('the group has changed');
    },
  };
}
