import { type PageRequest, ValidationError } from '@orderfolio/domain';

/** The parameters of a query by name, each once. VALIDATION_FAILED for one that came twice. */
export function queryFrom(query: URLSearchParams): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(given, name)) throw new ValidationError({ field: name, rule: 'must be given once' });
    Object.defineProperty(given, name, { value, enumerable: true });
  }
  return given;
}

/** `limit` and `cursor` of a list. VALIDATION_FAILED for a limit that is no number; the list checks the rest. */
export function pageFrom(query: URLSearchParams): PageRequest {
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
