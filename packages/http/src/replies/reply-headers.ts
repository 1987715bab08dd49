/** The headers of every reply: it may not be sniffed, framed or cached. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

export const JSON_TYPE = 'application/json';
export const STREAM_TYPE = 'text/event-stream';

/** For nginx, which would wait until it has a buffer full of events. */
export const UNBUFFERED: Readonly<Record<string, string>> = { 'x-accel-buffering': 'no' };

/** The page after this one: the same request with its cursor. */
export function nextLink(url: URL, nextCursor: string): string {
  const query = new URLSearchParams(url.searchParams);
  query.set('cursor', nextCursor);
  return `<${url.pathname}?${query}>; rel="next"`;
}
