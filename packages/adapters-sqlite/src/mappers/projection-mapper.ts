import type { Projection } from '@orderfolio/domain/adapter';
import { type Mapper, type StoredRow, storedColumns, storedFields } from './mapper.ts';

interface ProjectionRow extends StoredRow {
  readonly collection: string;
  readonly name: string;
  readonly value: string;
}

export const projectionMapper: Mapper<Projection, ProjectionRow> = {
  entity: 'projection',
  table: 'projections',
  columns: {
    collection: (projection) => projection.collection,
    name: (projection) => projection.name,
    value: (projection) => projection.value,
    ...storedColumns,
  },
  fromRow: (row) => ({
    collection: row.collection,
    name: row.name,
    value: row.value,
    ...storedFields(row),
  }),
};
