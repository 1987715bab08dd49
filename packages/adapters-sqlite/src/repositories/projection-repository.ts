import type { ProjectionRepository } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { projectionMapper } from '../mappers/projection-mapper.ts';
import { List } from './list.ts';

export function projectionRepository(connection: Connection): ProjectionRepository {
  const ofCollection = new List(connection, {
    mapper: projectionMapper,
    where: 'collection = ?',
    orderBy: 'name',
    keyOf: ({ name }) => name,
  });
  return { list: (collection, page) => ofCollection.page(['projections', collection], [collection], page) };
}
