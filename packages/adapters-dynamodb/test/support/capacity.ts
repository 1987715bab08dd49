import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '@orderfolio/adapters-dynamodb';

/** An item as it stands in the table. */
export type RawItem = Readonly<Record<string, AttributeValue>>;

/** The bytes of an item. Source: "DynamoDB item sizes and formats", Developer Guide. */
export function sizeOf(item: RawItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return 1 + Math.ceil(value.N.replace(/^-?0*\.?0*|[.]/g, '').replace(/0+$/, '').length / 2);
  // On the wire it is base64.
  if (value.B !== undefined) return Buffer.from(String(value.B), 'base64').length;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.M !== undefined) return 3 + sizeOf(value.M) + Object.keys(value.M).length;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, element) => sum + valueSize(element) + 1, 0);
  throw new Error(`no size is known of ${JSON.stringify(value)}`);
}

/** One unit for every started KB of the larger of the item before and after; an item that is not there counts as 1 KB. */
export function writeUnits(before: RawItem | undefined, after: RawItem | undefined): number {
  return startedKb(Math.max(before ? sizeOf(before) : 0, after ? sizeOf(after) : 0), 1);
}

/** A consistent read: one unit for every started 4 KB; half of it when it is eventually consistent. */
export function readUnits(bytes: number, consistency: 'consistent' | 'eventual'): number {
  return startedKb(bytes, 4) * (consistency === 'consistent' ? 1 : 0.5);
}

function startedKb(bytes: number, kb: number): number {
  return Math.max(1, Math.ceil(bytes / (1024 * kb)));
}

/**
 * The cost of a write in the indexes. An entry that is added, removed or changed in place costs one unit per started
 * KB, and two if its key changes. An index without the item costs nothing, and one of the keys alone nothing if these stay. Source: "Using Global Secondary Indexes",
 * write throughput.
 */
export function indexWriteUnits(before: RawItem | undefined, after: RawItem | undefined): number {
  const indexes = tableDefinition.GlobalSecondaryIndexes ?? [];
  return indexes.reduce((sum, { KeySchema, Projection }) => {
    const names = (KeySchema ?? []).map(({ AttributeName }) => AttributeName ?? '');
    const [from, to] = [entryKey(before, names), entryKey(after, names)];
    const hasKeysAlone = Projection?.ProjectionType === 'KEYS_ONLY';
    if (from === to && (from === undefined || hasKeysAlone)) return sum;
    // Keys are shorter than a KB.
    const [was, is] = hasKeysAlone ? [before && {}, after && {}] : [before, after];
    if (from === undefined || to === undefined || from === to) return sum + writeUnits(was, is);
    return sum + writeUnits(was, undefined) + writeUnits(undefined, is);
  }, 0);
}

function entryKey(item: RawItem | undefined, names: readonly string[]): string | undefined {
  const values = names.map((name) => item?.[name]);
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}
