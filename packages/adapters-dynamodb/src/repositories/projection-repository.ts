import { type EntityReader, type ProjectionRepository, projectionReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { itemKeyOf } from '../item-key.ts';
import { projectionMapper } from '../mappers/projection-mapper.ts';
import { type ListDefinition, pageOf } from './list.ts';

const FAMILY: ListDefinition<'projection'> = {
  mapper: projectionMapper,
  where: 'pk = :pk AND sk BETWEEN :from AND :to',
  keyOf: ({ key }) => key,
};
/** Sorts after every key. */
const PAST_THE_LAST = '\u{10FFFF}';

export function projectionRepository(connection: Connection, reader: EntityReader): ProjectionRepository {
  return {
    ...projectionReads(reader),
    list(projection, { from = '', to = PAST_THE_LAST, ...page } = {}) {
      const keyOf = (key: string) => itemKeyOf({ entity: 'projection', projection, key });
      const { pk, sk } = keyOf(from);
      const list = {
        identity: ['projections', projection, from, to],
        values: { pk, from: sk, to: keyOf(to).sk },
        startAfter: (key: string) => ({ ...keyOf(key) }),
      };
      return pageOf(connection, FAMILY, list, page);
    },
  };
}
