import { type PageRequest, ValidationError } from '@orderfolio/domain';
import { readPart } from './headers.ts';

/** The query of any framework: the web's `URLSearchParams`, or the plain object of Express, Fastify and API Gateway. */
export type QuerySource = URLSearchParams | { readonly [name: string]: unknown } | null | undefined;

/** The parameters of a query by name. VALIDATION_FAILED if one came twice, or if it cannot be read. */
export function queryFrom(query: QuerySource): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of readPart('query', () => entriesOf(query))) {
    if (value === undefined) continue;
    if (Array.isArray(value) || Object.hasOwn(given, name))
      throw new ValidationError({ field: name, rule: 'must be given once' });
    if (typeof value === 'object') throw new ValidationError({ field: name, rule: 'must be a text' });
    // A framework that reads queries by a schema has turned some into numbers.
    Object.defineProperty(given, name, { value: String(value), enumerable: true });
  }
  return given;
}

function entriesOf(query: QuerySource): readonly (readonly [string, unknown])[] {
  return query instanceof URLSearchParams ? [...query] : Object.entries(query ?? {});
}

/** `limit` and `cursor` of a list. VALIDATION_FAILED if the limit is not a number. The list checks the rest. */
export function pageFrom(query: QuerySource): PageRequest {
  const { limit, cursor } = queryFrom(query);
  return {
    ...(limit !== undefined && { limit: wholeNumber(limit, 'limit') }),
    ...(cursor !== undefined && { cursor }),
  };
}

/** A whole number of a query. VALIDATION_FAILED. */
export function wholeNumber(text: string, field: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ValidationError({ field, rule: 'must be a whole number' });
}
