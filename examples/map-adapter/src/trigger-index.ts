import { Decimal } from '@orderfolio/domain';
import {
  entryOf,
  type IndexPage,
  type IndexRange,
  type NamedOrder,
  type Trigger,
  type TriggerIndex,
} from '@orderfolio/domain/adapter';
import { entityIn, type Records, type StoredText } from './records.ts';

/** A record in an index: sorted by its value, then by its id. */
interface Placed<Value> {
  readonly value: Value;
  readonly id: string;
  readonly record: StoredText;
}

/** How to sort the values of an index, and to read one from the text of a place. */
interface Index<Value, Entry> {
  compare(one: Value, other: Value): number;
  read(text: string): Value;
  entryOf(record: StoredText): Entry;
}

/** The orders and groups that wait for a price or a date. */
export function triggerIndex(records: Records): TriggerIndex {
  const waiting = (): readonly StoredText[] => [...records.all('order'), ...records.all('trailingGroup')];
  const falls: Index<Decimal, Trigger> = { ...amounts, compare: (one, other) => other.cmp(one), entryOf: triggerIn };
  const rises: Index<Decimal, Trigger> = { ...amounts, compare: (one, other) => one.cmp(other), entryOf: triggerIn };
  const dates: Index<string, NamedOrder> = { compare: compareTexts, read: (text) => text, entryOf: orderIn };
  return {
    async reachedByFall(book, price, range) {
      const placed = place(waiting(), ({ fall }) => (fall?.book === book ? fall.at : undefined));
      return pageOf(falls, placed, price, range);
    },
    async reachedByRise(book, value, range) {
      const placed = place(waiting(), ({ rise }) => (rise?.book === book ? rise.at : undefined));
      return pageOf(rises, placed, value, range);
    },
    async dueBy(now, range) {
      return pageOf(
        dates,
        place(records.all('order'), ({ dueAt }) => dueAt),
        now,
        range,
      );
    },
  };
}

const amounts = { read: (text: string): Decimal => new Decimal(text) };

/** The records that have a place in an index. */
function place<Value>(
  records: readonly StoredText[],
  indexedBy: (place: StoredText['place']) => Value | undefined,
): readonly Placed<Value>[] {
  return records.flatMap((record) => {
    const value = indexedBy(record.place);
    return value === undefined ? [] : [{ value, id: idOf(record), record }];
  });
}

/** The entries after the place `after` up to the value `last`, in the order of the index. */
function pageOf<Value, Entry>(
  index: Index<Value, Entry>,
  placed: readonly Placed<Value>[],
  last: Value,
  { limit, after }: IndexRange,
): IndexPage<Entry> {
  const compare = (one: Omit<Placed<Value>, 'record'>, other: Omit<Placed<Value>, 'record'>): number =>
    index.compare(one.value, other.value) || compareTexts(one.id, other.id);
  const start = after === undefined ? undefined : placeIn(index, after);
  const page = placed
    .filter((entry) => index.compare(entry.value, last) <= 0)
    .filter((entry) => start === undefined || compare(entry, start) > 0)
    .sort(compare)
    .slice(0, limit);
  const end = page.length < limit ? undefined : page.at(-1);
  return { entries: page.map(({ record }) => index.entryOf(record)), next: end && `${end.value} ${end.id}` };
}

/** A place as `next` has it: the value, a space, the id. */
function placeIn<Value>(index: Index<Value, unknown>, text: string): Omit<Placed<Value>, 'record'> {
  const space = text.indexOf(' ');
  return { value: index.read(text.slice(0, space)), id: text.slice(space + 1) };
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The id of an order or a group. */
function idOf({ key }: StoredText): string {
  if (key.entity === 'order') return key.orderId;
  return key.entity === 'trailingGroup' ? key.groupId : '';
}

/** The order of a record. A broken one counts as unreadable, so it hides no other. */
export function orderIn(record: StoredText): NamedOrder {
  const username = record.key.entity === 'order' ? record.key.username : '';
  return entryOf({ username, orderId: idOf(record) }, () => ({ kind: 'order', order: entityIn('order', record) }));
}

function triggerIn(record: StoredText): Trigger {
  if (record.key.entity === 'order') return orderIn(record);
  const name = { trailingGroupId: idOf(record) };
  return entryOf(name, () => ({ kind: 'group', group: entityIn('trailingGroup', record) }));
}
