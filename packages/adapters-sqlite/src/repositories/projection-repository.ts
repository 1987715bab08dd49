import { type EntityReader, type ProjectionRepository, projectionReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { projectionMapper } from '../mappers/projection-mapper.ts';
import { List } from './list.ts';

/** Sorts after every key. */
const PAST_THE_LAST = '\u{10FFFF}';

export function projectionRepository(connection: Connection, reader: EntityReader): ProjectionRepository {
  const family = new List(connection, {
    mapper: projectionMapper,
    where: 'projection = ? AND key >= ? AND key <= ?',
    orderBy: 'key',
    keyOf: ({ key }) => key,
  });
  return {
    ...projectionReads(reader),
    list: (projection, { from = '', to = PAST_THE_LAST, ...page } = {}) =>
      family.page(['projections', projection, from, to], [projection, from, to], page),
  };
}
