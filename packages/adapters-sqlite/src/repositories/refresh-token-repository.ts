import { type EntityReader, type RefreshTokenRepository, refreshTokenReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { refreshFamilyMapper } from '../mappers/refresh-family-mapper.ts';
import { List } from './list.ts';

export function refreshTokenRepository(connection: Connection, reader: EntityReader): RefreshTokenRepository {
  const families = new List(connection, {
    mapper: refreshFamilyMapper,
    where: 'username = ?',
    orderBy: 'family_id',
    keyOf: (family) => family.familyId,
  });
  return {
    ...refreshTokenReads(reader),
    listFamilies: (username, page) => families.page(['refresh-families', username], [username], page),
  };
}
