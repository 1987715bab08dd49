import type { Turn } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface TurnRow extends StoredRow {
  readonly lane: string;
  readonly holder: string;
  readonly is_open: number;
}

export const turnMapper: Mapper<Turn, TurnRow> = {
  entity: 'turn',
  table: 'turns',
  columns: {
    lane: (turn) => turn.lane,
    holder: (turn) => turn.holder,
    is_open: (turn) => Number(turn.isOpen),
    ...storedColumns,
  },
  fromRow: (row) => ({
    lane: row.lane,
    holder: row.holder,
    isOpen: row.is_open === 1,
    ...storedFields(row),
  }),
};
