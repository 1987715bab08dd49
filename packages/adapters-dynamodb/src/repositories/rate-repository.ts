import type { Rate } from '@orderfolio/domain';
import { type EntityReader, type RateRepository, rateReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { itemKeyOf } from '../item-key.ts';
import { RATES, rateMapper } from '../mappers/rate-mapper.ts';
import { INDEXES } from '../schema.ts';
import { type ListDefinition, pageOf } from './list.ts';

const ALL: ListDefinition<'rate'> = {
  mapper: rateMapper,
  index: INDEXES.catalogue,
  where: 'catalogue = :catalogue',
  keyOf: ageKey,
};

export function rateRepository(connection: Connection, reader: EntityReader): RateRepository {
  const list = {
    identity: ['rates'],
    values: { catalogue: RATES },
    startAfter(key: string) {
      const [createdAt = '', pair = ''] = key.split(' ');
      return { ...itemKeyOf({ entity: 'rate', pair }), catalogue: RATES, createdAt };
    },
  } as const;
  return { ...rateReads(reader), list: (page) => pageOf(connection, ALL, list, page) };
}

/** The age, then the pair among rates of one millisecond. */
function ageKey({ createdAt, pair }: Rate): string {
  return `${createdAt} ${pair}`;
}
