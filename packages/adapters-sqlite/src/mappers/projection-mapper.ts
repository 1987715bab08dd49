import type { Projection } from '@orderfolio/domain';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface ProjectionRow extends StoredRow {
  readonly projection: string;
  readonly key: string;
  readonly value: string;
  readonly expires_at: string | null;
}

export const projectionMapper: Mapper<Projection, ProjectionRow> = {
  entity: 'projection',
  table: 'projections',
  columns: {
    projection: (row) => row.projection,
    key: (row) => row.key,
    value: (row) => row.value,
    expires_at: (row) => row.expiresAt ?? null,
    ...storedColumns,
  },
  fromRow: (row) => ({
    projection: row.projection,
    key: row.key,
    value: row.value,
    expiresAt: row.expires_at ?? undefined,
    ...storedFields(row),
  }),
};
