import type { EntityKey } from '../../entities/kinds.ts';
import type { Projection } from '../../entities/projection.ts';
import { everyPage } from '../../ports/page.ts';
import type { ProjectionRepository } from '../../ports/projection-repository.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { AGGREGATE_SCHEMAS, type Aggregate, type AggregateKind, type AggregateOf } from './aggregates.ts';
import type { AggregateReader } from './analytics-service.ts';
import { CURRENT, currentIn, familyOf, type Generation } from './generations.ts';

/** Prices are told by the feed alone, so every generation has the same ones. Of two closes the later one counts, however often. */
function collectionOf(kind: AggregateKind, of: string, { generation }: Generation): string {
  return familyOf(`${kind}:${of}`, kind === 'close' ? undefined : generation);
}

/** Where the aggregate of a shard is kept. Those of a day follow one another. */
export function keyOfAggregate(
  { kind, of, date, part }: Aggregate,
  shard: string,
  generation: Generation,
): EntityKey<'projection'> {
  return { entity: 'projection', projection: collectionOf(kind, of, generation), key: [date, part, shard].join(' ') };
}

/** Sorts after every key of a day. */
const PAST_THE_DAY = ' \u{10FFFF}';

/** Reads the current aggregates of all shards, the newest days first, in pages of 100. */
export function keptAggregates(projections: ProjectionRepository): AggregateReader {
  return {
    async read(kind, of, { from, to }) {
      const generation = currentIn(await projections.get(CURRENT.projection, CURRENT.key));
      const days = { from, to: to + PAST_THE_DAY };
      const collection = collectionOf(kind, of, generation);
      const found: AggregateOf<typeof kind>[] = [];
      for await (const stored of everyPage((page) => projections.list(collection, { ...days, ...page })))
        for (const kept of stored) {
          const [date = '', part = ''] = kept.key.split(' ');
          found.push({ kind, of, date, part, value: valueIn(kind, kept) });
        }
      return found;
    },
  };
}

/** The value of a kept aggregate. */
export function valueIn<Kind extends AggregateKind>(kind: Kind, { value }: Projection): AggregateOf<Kind>['value'] {
  return readStoredJson(AGGREGATE_SCHEMAS[kind], value, 'projection');
}
