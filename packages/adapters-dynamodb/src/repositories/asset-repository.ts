import type { Asset } from '@orderfolio/domain';
import { type AssetRepository, assetReads, type EntityReader } from '@orderfolio/domain/adapter';
import type { Connection } from '../connection.ts';
import { itemKeyOf } from '../item-key.ts';
import { assetMapper, CATALOGUE } from '../mappers/asset-mapper.ts';
import { INDEXES } from '../schema.ts';
import { type ListDefinition, type ListOf, pageOf } from './list.ts';

const ALL: ListDefinition<'asset'> = {
  mapper: assetMapper,
  index: INDEXES.catalogue,
  where: 'catalogue = :catalogue',
  keyOf: ageKey,
};
const ACTIVE: ListDefinition<'asset'> = {
  mapper: assetMapper,
  index: INDEXES.activeCatalogue,
  where: 'activeCatalogue = :activeCatalogue',
  keyOf: ageKey,
};

export function assetRepository(connection: Connection, reader: EntityReader): AssetRepository {
  return {
    ...assetReads(reader),
    list: (page) => pageOf(connection, ALL, catalogueOf('assets', 'catalogue'), page),
    listActive: (page) => pageOf(connection, ACTIVE, catalogueOf('active-assets', 'activeCatalogue'), page),
  };
}

function catalogueOf(name: string, partition: string): ListOf {
  return {
    identity: [name],
    values: { [partition]: CATALOGUE },
    startAfter(key) {
      const [createdAt = '', assetId = ''] = key.split(' ');
      return { ...itemKeyOf({ entity: 'asset', assetId }), [partition]: CATALOGUE, createdAt };
    },
  };
}

/** The age, then the id among assets of one millisecond. */
function ageKey({ createdAt, assetId }: Asset): string {
  return `${createdAt} ${assetId}`;
}
