import { type OptionRules, requireOptions, withMethod } from '@orderfolio/domain/adapter';
import { type HttpApi, HttpError, problemResponse } from '@orderfolio/http';
import { type PageFile, readPage } from './page-files.ts';

/** Where the console is served. */
export interface ConsoleOptions {
  /** Default `/console`. The API is expected beside it: `/console` and `/v1/…`, or `/trade/console` and `/trade/v1/…`. */
  readonly path?: string | undefined;
}

const OPTIONS: OptionRules<ConsoleOptions> = {
  path: {
    words: "must be a path such as /console, without a slash at its end, and none of the API's",
    allows: (value) => typeof value === 'string' && PATH.test(value) && !OF_THE_API.test(value),
  },
};
const PATH = /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+$/;
const OF_THE_API = /^\/(v1|health|docs|openapi\.json)(\/|$)/;
const API: OptionRules<{ readonly api: HttpApi }> = {
  api: { ...withMethod('fetch'), words: 'must be what createHttpApi makes' },
};

/**
 * The API with the console beside it: what is asked for under the path is a file of the page, all else goes to the API.
 *
 * ```ts
 * const server = await serve(withConsole(createHttpApi({ app, auth, tokens, store, logger })), { port: 3000 });
 * ```
 *
 * The page comes from this package and loads nothing from elsewhere. It shows what the API lets its user see: it needs `auth`, since
 * people log in with their password. CONFIGURATION_INVALID, naming the option.
 */
export function withConsole(api: HttpApi, options: ConsoleOptions = {}): HttpApi {
  requireOptions({ api }, API, ['api'], 'api');
  requireOptions(options, OPTIONS, [], 'options');
  const { path = '/console' } = options;
  const files = readPage();
  return {
    refuse: (error, environment) => api.refuse(error, environment),
    endStreams: () => api.endStreams(),
    fetch(request, environment) {
      const { pathname } = new URL(request.url);
      if (pathname === path) return redirect(`${path.slice(path.lastIndexOf('/') + 1)}/`);
      if (!pathname.startsWith(`${path}/`)) return api.fetch(request, environment);
      const file = files.get(pathname.slice(path.length + 1) || 'index.html');
      return file === undefined ? problemResponse(new HttpError('ROUTE_NOT_FOUND'), HEADERS) : replyWith(file, request);
    },
    get openApi() {
      return api.openApi;
    },
  };
}

/** No code or style of the page is inline, it asks nobody but its own server, and it makes no HTML of texts. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** The location is relative, so that it holds under a prefix that a proxy takes away. */
function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { ...HEADERS, location } });
}

function replyWith({ type, variants, isHashed }: PageFile, { method, headers: asked }: Request): Response {
  if (method !== 'GET' && method !== 'HEAD') {
    return problemResponse(new HttpError('METHOD_NOT_ALLOWED', { allowed: ['GET'] }), HEADERS);
  }
  const encoding = takesGzip(asked.get('accept-encoding')) ? 'gzip' : 'identity';
  const { bytes, tag } = variants[encoding];
  const headers = {
    ...HEADERS,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: tag,
    vary: 'accept-encoding',
  };
  if (names(asked.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
  return new Response(method === 'HEAD' ? null : bytes, {
    headers: {
      ...headers,
      'content-type': type,
      'content-length': String(bytes.byteLength),
      ...(encoding === 'gzip' && { 'content-encoding': encoding }),
    },
  });
}

function takesGzip(acceptEncoding: string | null): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(acceptEncoding ?? '');
}

/** Compared as RFC 9110 has it for GET: a proxy that compresses makes tags weak. */
function names(ifNoneMatch: string | null, tag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
