import { type EntityReader, type RefreshTokenRepository, refreshTokenReads } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { SK_PREFIX } from '../item-key.ts';
import { refreshFamilyMapper } from '../mappers/refresh-family-mapper.ts';
import { type ListDefinition, pageOf } from './list.ts';
import { historyOf } from './user-history.ts';

const BY_USER: ListDefinition<'refreshFamily'> = {
  mapper: refreshFamilyMapper,
  where: 'pk = :pk AND begins_with(sk, :sk)',
  keyOf: ({ familyId }) => familyId,
};

export function refreshTokenRepository(connection: Connection, reader: EntityReader): RefreshTokenRepository {
  return {
    ...refreshTokenReads(reader),
    listFamilies: (username, page) =>
      pageOf(connection, BY_USER, historyOf(['refresh-families', username], username, SK_PREFIX.refreshFamily), page),
  };
}
