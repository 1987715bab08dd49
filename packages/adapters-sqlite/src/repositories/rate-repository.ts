import type { Rate } from '@orderfolio/domain';
import { type EntityReader, type RateRepository, rateReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { rateMapper } from '../mappers/rate-mapper.ts';
import { List } from './list.ts';

export function rateRepository(connection: Connection, reader: EntityReader): RateRepository {
  const all = new List(connection, { mapper: rateMapper, where: 'TRUE', orderBy: 'age_key', keyOf: ageKey });
  return { ...rateReads(reader), list: (page) => all.page(['rates'], [], page) };
}

/** As the generated column `age_key`: the age, then the pair among rates of one millisecond. */
function ageKey({ createdAt, pair }: Rate): string {
  return `${createdAt} ${pair}`;
}
