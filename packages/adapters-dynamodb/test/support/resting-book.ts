import type { EntityMaker } from '@orderfolio/conformance';
import { Decimal, type Order } from '@orderfolio/domain';
import {
  groupTriggers,
  type IndexPage,
  type IndexRange,
  idOf,
  isResting,
  orderTriggers,
  type Triggers,
  type Waiting,
} from '@orderfolio/domain/adapter';
import { seededRandom } from '@orderfolio/domain/testing';

/** There are few prices, so many orders wait for the same one, and groups wait beside them. */
const FALLS = ['90', '90.5', '99.99', '100'] as const;
/** At the last of these, a mark of 300 is raised too. */
const RISES = ['110', '200', '300.000000000000000001'] as const;
const EXPIRIES = ['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.001Z'] as const;

/** The group that the book's trailing stops have joined. */
export const JOINED_GROUP = '01JGFJJZ00000G40R40M30E20A';

/** Orders of two users and groups, of one asset, their kinds and prices mixed; some of the orders have ended. */
export function makeBook(make: EntityMaker, size: number): Waiting[] {
  const random = seededRandom(7);
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const assetId = 'BTC';
  return Array.from({ length: size }, (): Waiting => {
    const fall = new Decimal(oneOf(FALLS));
    const mark = new Decimal('300');
    if (oneOf([true, false, false, false]))
      return { kind: 'group', group: make.trailingGroup({ assetId, mark, narrowestTrail: mark.minus(fall) }) };
    const common = {
      username: oneOf(['alice_01', 'bob_02']),
      assetId,
      status: oneOf(['QUEUED', 'QUEUED', 'QUEUED', 'EXPIRED'] as const),
      expiresAt: oneOf([undefined, ...EXPIRIES]),
    };
    const kind = oneOf<Partial<Order>>([
      { orderType: 'LIMIT_BUY', limitPrice: fall },
      { orderType: 'TAKE_PROFIT_SELL', stopPrice: new Decimal(oneOf(RISES)) },
      { orderType: 'TRAILING_STOP_SELL', trailAmount: fall, highWaterMark: mark, trailingGroupId: JOINED_GROUP },
    ]);
    return { kind: 'order', order: make.order({ ...common, ...kind }) };
  });
}

/** The expected answers of the indexes, found by looking at every record. */
export function naiveIndexes(book: readonly Waiting[]) {
  const resting = book.flatMap((trigger) => (trigger.kind === 'order' && isResting(trigger.order) ? [trigger] : []));
  return {
    reachedByFall: (price: Decimal): string[] =>
      inOrder(book, (trigger) => {
        const { fall } = triggersOf(trigger);
        return fall?.at.gte(price) === true ? price.minus(fall.at) : undefined;
      }),
    reachedByRise: (riseBook: string, value: Decimal): string[] =>
      inOrder(book, (trigger) => {
        const { rise } = triggersOf(trigger);
        return rise?.book === riseBook && rise.at.lte(value) ? rise.at : undefined;
      }),
    dueBy: (now: string): string[] =>
      inOrder(resting, (trigger) => {
        const { expiresAt } = trigger.kind === 'order' ? trigger.order : {};
        return expiresAt !== undefined && expiresAt <= now ? new Decimal(String(Date.parse(expiresAt))) : undefined;
      }),
    restingNewestFirst: (): string[] => resting.map(idOf).sort().reverse(),
  };
}

/** The ids of the records that have a place, sorted by the place and then by the id. */
function inOrder(book: readonly Waiting[], placeOf: (trigger: Waiting) => Decimal | undefined): string[] {
  return book
    .flatMap((trigger) => {
      const place = placeOf(trigger);
      return place === undefined ? [] : [{ place, id: idOf(trigger) }];
    })
    .sort((one, other) => one.place.cmp(other.place) || (one.id < other.id ? -1 : 1))
    .map(({ id }) => id);
}

function triggersOf(trigger: Waiting): Triggers {
  return trigger.kind === 'order' ? orderTriggers(trigger.order) : groupTriggers(trigger.group);
}

/** All entries of an index, read `limit` at a time, each page from where the one before it ended. */
export async function everyEntry<Entry>(
  read: (range: IndexRange) => Promise<IndexPage<Entry>>,
  limit: number,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let range: IndexRange | undefined = { limit }; range !== undefined; ) {
    const page: IndexPage<Entry> = await read(range);
    entries.push(...page.entries);
    range = page.next === undefined ? undefined : { limit, after: page.next };
  }
  return entries;
}
