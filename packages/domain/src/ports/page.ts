import * as z from 'zod';
import { InvalidCursorError } from '../errors/validation-error.ts';
import { parse } from '../validation/parse.ts';

/** Which part of a list to return: at most `limit` items (1 to 100, default 20), from where `cursor` left off. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A part of a list, newest first unless the list says otherwise. It has a `nextCursor` exactly if more follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** The words that say which list a cursor belongs to: its name, its user, its filters. */
export type ListIdentity = readonly string[];

/** A page request that was read: at most `limit` items after the key `after`. */
export interface PageBounds {
  readonly limit: number;
  readonly after: string | undefined;
}

/** The most items that a page has. */
export const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** The fields of a page request, for requests that have more. */
export const pageFields = {
  limit: z.int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().max(500).optional(),
};
/** The `limit` and the `cursor` that every list takes. */
export const pageRequestSchema = z.strictObject(pageFields);

/** Every page of a list, one after another. The next is read once the caller is done with the last. */
export async function* everyPage<Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | undefined;
  do {
    const page = await list({ limit: MAX_PAGE, cursor });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Reads a page request. VALIDATION_FAILED for a bad limit, INVALID_CURSOR for a cursor that is not of this list. */
export function readPage(list: ListIdentity, request: PageRequest | undefined): PageBounds {
  const { limit, cursor } = parse(pageRequestSchema, request ?? {});
  return { limit, after: cursor === undefined ? undefined : readCursor(list, cursor) };
}

/**
 * Makes a page of the rows that were read for it. Ask the store for `limit + 1` rows: the extra row says that more follows. `keyOf`
 * returns the key that the list is sorted by.
 */
export function toPage<Item>(
  list: ListIdentity,
  limit: number,
  rows: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: sealText(list, keyOf(last)) };
}

/**
 * Where a page of a list stands that is sorted by a text, and has those that begin with `prefix`: at `from` or later, and before `to`.
 * For texts of ASCII characters past the space.
 */
export function prefixRange(prefix: string, after: string | undefined): { readonly from: string; readonly to: string } {
  return { from: after === undefined ? prefix : `${after} `, to: `${prefix}\u{10FFFF}` };
}

/** `key.checksum`. The checksum also covers what it belongs to, so a cursor works only in its own list. */
export function sealText(of: ListIdentity, key: string): string {
  return `${key}.${checksum([...of, key])}`;
}

/** The sealed content. Undefined if it was changed, or belongs to something else. */
export function openText(of: ListIdentity, sealed: string): string | undefined {
  const key = sealed.slice(0, Math.max(0, sealed.lastIndexOf('.')));
  return key === '' || sealText(of, key) !== sealed ? undefined : key;
}

/** The key inside a cursor. INVALID_CURSOR if it was changed or belongs to another list. */
function readCursor(list: ListIdentity, cursor: string): string {
  const key = openText(list, cursor);
  if (key === undefined) throw new InvalidCursorError();
  return key;
}

/**
 * 64 bits of FNV-1a: twice 32 bits, with different offsets. It guards against mistakes, not against attackers: a forged cursor can only
 * point into a list that its bearer may read anyway. Source: the FNV reference, 32 bit.
 */
function checksum(words: readonly string[]): string {
  const text = JSON.stringify(words);
  return fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x9e3779b9);
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
