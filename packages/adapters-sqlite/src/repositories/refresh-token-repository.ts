import { type RefreshTokenRepository, type RepositoryContext, refreshTokenReads } from '@orderfolio/domain';
import type { Connection } from '../connection.ts';
import { refreshFamilyMapper } from '../mappers/refresh-family-mapper.ts';
import { List } from './list.ts';

export function refreshTokenRepository(connection: Connection, context: RepositoryContext): RefreshTokenRepository {
  const families = new List(connection, {
    mapper: refreshFamilyMapper,
    where: 'username = ?',
    orderBy: 'family_id',
    keyOf: (family) => family.familyId,
  });
  return {
    ...refreshTokenReads(context),
    listFamilies: (username, page) => families.page(['refresh-families', username], [username], page),
  };
}
