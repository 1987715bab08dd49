import type { Page } from '@orderfolio/domain';
import { parse } from '@orderfolio/domain/schemas';
import type * as z from 'zod';
import { queryFrom, wholeNumber } from '../requests/page.ts';
import type { Call } from './call.ts';

/** The query of a route: its schema, for the document, and how it is read. */
export interface Query<Request> {
  readonly schema: z.ZodType<Request>;
  /** The request. VALIDATION_FAILED, also for an unknown or repeated parameter. */
  read(call: Call): Request;
}

export function query<Request>(schema: z.ZodType<Request>): Query<Request> {
  return {
    schema,
    read: (call) => parse(schema, valuesOf(queryFrom(call.query)), 'query'),
  };
}

/** The values that the text of a query means. */
function valuesOf({
  limit,
  levels,
  open,
  active,
  ...given
}: Readonly<Record<string, string>>): Record<string, unknown> {
  return {
    ...given,
    ...(limit !== undefined && { limit: wholeNumber(limit, 'limit') }),
    ...(levels !== undefined && { levels: wholeNumber(levels, 'levels') }),
    ...(open !== undefined && { open: open === 'true' ? true : open }),
    ...(active !== undefined && { active: active === 'true' ? true : active }),
  };
}

/** A page of a user's records. USER_NOT_FOUND if it is empty because nobody has the name. */
export async function pageOfUser<Item>(
  { app }: Pick<Call, 'app'>,
  username: string,
  list: Promise<Page<Item>>,
): Promise<Page<Item>> {
  const page = await list;
  if (page.items.length === 0) await app.users.get(username);
  return page;
}
