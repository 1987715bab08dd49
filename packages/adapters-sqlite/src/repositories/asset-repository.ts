import type { Asset } from '@orderfolio/domain';
import { type AssetRepository, assetReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { assetMapper } from '../mappers/asset-mapper.ts';
import { List } from './list.ts';

export function assetRepository(connection: Connection, reader: EntityReader): AssetRepository {
  const all = new List(connection, { mapper: assetMapper, where: 'TRUE', orderBy: 'age_key', keyOf: ageKey });
  const active = new List(connection, {
    mapper: assetMapper,
    where: 'is_active = 1',
    orderBy: 'age_key',
    keyOf: ageKey,
  });
  return {
    ...assetReads(reader),
    list: (page) => all.page(['assets'], [], page),
    listActive: (page) => active.page(['active-assets'], [], page),
  };
}

/** As the generated column `age_key`: the age, then the id among assets of one millisecond. */
function ageKey({ createdAt, assetId }: Asset): string {
  return `${createdAt} ${assetId}`;
}
