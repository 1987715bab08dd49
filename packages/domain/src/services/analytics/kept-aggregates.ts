import type { EntityKey } from '../../entities/kinds.ts';
import type { Projection } from '../../entities/projection.ts';
import { MAX_PAGE } from '../../ports/page.ts';
import type { ProjectionRepository } from '../../ports/projection-repository.ts';
import { readStoredJson } from '../../validation/parse.ts';
import { AGGREGATE_SCHEMAS, type Aggregate, type AggregateKind, type AggregateOf } from './aggregates.ts';
import type { AggregateReader } from './analytics-service.ts';

/** Raise it when aggregates are made in another way. Those of another generation are not read, and all are made again. */
const GENERATION = 1;

/** How far each shard of the feed was read. */
export const SHARDS = `analytics:${GENERATION}:shards`;

function collectionOf(kind: AggregateKind, of: string): string {
  return `analytics:${GENERATION}:${kind}:${of}`;
}

/** Where the aggregate of a shard is kept. Those of a day follow one another. */
export function keyOfAggregate({ kind, of, date, part }: Aggregate, shard: string): EntityKey<'projection'> {
  return { entity: 'projection', projection: collectionOf(kind, of), key: [date, part, shard].join(' ') };
}

/** Sorts after every key of a day. */
const PAST_THE_DAY = ' \u{10FFFF}';

/** Reads the aggregates of all shards, the newest days first, in pages of 100. */
export function keptAggregates(projections: ProjectionRepository): AggregateReader {
  return {
    async read(kind, of, { from, to }) {
      const days = { from, to: to + PAST_THE_DAY, limit: MAX_PAGE };
      const found: AggregateOf<typeof kind>[] = [];
      let cursor: string | undefined;
      do {
        const page = await projections.list(collectionOf(kind, of), { ...days, cursor });
        for (const kept of page.items) {
          const [date = '', part = ''] = kept.key.split(' ');
          found.push({ kind, of, date, part, value: valueIn(kind, kept) });
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    },
  };
}

/** The value of a kept aggregate. */
export function valueIn<Kind extends AggregateKind>(kind: Kind, { value }: Projection): AggregateOf<Kind>['value'] {
  return readStoredJson(AGGREGATE_SCHEMAS[kind], value, 'projection');
}
