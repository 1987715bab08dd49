import type { Page } from '@orderfolio/domain';
import * as z from 'zod';

/** A kind of reply: its name in the document, its schema, and how a result becomes it. */
export interface ResultKind<Result> {
  readonly name: string;
  /** The schema of the JSON. The tests check every reply against it. */
  readonly schema: z.ZodType;
  readonly present: (result: Result) => unknown;
}

const asItIs = <Result>(result: Result): Result => result;

/** A kind of reply. Without `present`, a result is its own JSON. */
export function kind<Result>(
  name: string,
  schema: z.ZodType,
  present: (result: Result) => unknown = asItIs,
): ResultKind<Result> {
  return { name, schema, present };
}

/** A page of a list of these. */
export function pageOf<Item>(item: ResultKind<Item>): ResultKind<Page<Item>> {
  const schema = z.strictObject({ items: z.array(item.schema), nextCursor: z.string().optional() });
  return kind(`${item.name}Page`, schema, (page) => ({ ...page, items: page.items.map(item.present) }));
}
