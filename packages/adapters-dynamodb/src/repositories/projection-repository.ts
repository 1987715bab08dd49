import type { ProjectionRepository } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { PROJECTION_PREFIX, SK_PREFIX } from '../item-key.ts';
import { projectionMapper } from '../mappers/projection-mapper.ts';
import { type ListDefinition, pageOf } from './list.ts';

const OF_COLLECTION: ListDefinition<'projection'> = {
  mapper: projectionMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ name }) => name,
};

export function projectionRepository(connection: Connection): ProjectionRepository {
  return {
    list(collection, page) {
      const pk = PROJECTION_PREFIX + collection;
      const list = {
        identity: ['projections', collection],
        values: { pk, sk: SK_PREFIX.projection },
        startAfter: (name: string) => ({ pk, sk: SK_PREFIX.projection + name }),
      };
      return pageOf(connection, OF_COLLECTION, list, page);
    },
  };
}
