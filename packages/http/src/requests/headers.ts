import { ValidationError } from '@orderfolio/domain';

/** The headers of any framework: the web's `Headers`, or the plain object of Node, Express, Fastify and API Gateway. */
export type HeaderSource =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined };

/** A part of a request, read by `read`. VALIDATION_FAILED, naming the part, if it cannot be read, as with a proxy that throws. */
export function readPart<Part>(name: 'request' | 'headers' | 'query', read: () => Part): Part {
  try {
    return read();
  } catch (_cause) {
    throw new ValidationError({ field: name, rule: 'cannot be read' });
  }
}

/** The headers of a request. VALIDATION_FAILED if they cannot be read. */
export function headersOf(request: { readonly headers: HeaderSource }): HeaderSource {
  return readPart('request', () => request.headers);
}

/**
 * One header, by its name in lower case. Repeated headers are joined, as the web's `Headers` do. VALIDATION_FAILED if they cannot be
 * read.
 */
export function headerOf(headers: HeaderSource, name: string): string | undefined {
  return readPart('headers', () => find(headers, name));
}

function find(headers: HeaderSource, name: string): string | undefined {
  if (isWebHeaders(headers)) return headers.get(name) ?? undefined;
  const key = Object.hasOwn(headers, name) ? name : Object.keys(headers).find((other) => other.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

function isWebHeaders(headers: HeaderSource): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}
