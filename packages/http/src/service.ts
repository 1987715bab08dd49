import type { Store } from '@orderfolio/domain';
import type { TokenManager } from '@orderfolio/security';
import { pageOf } from './docs/page.ts';
import type { OpenApiDocument } from './openapi/document.ts';
import { SERVICE_PATHS } from './openapi/service.ts';
import { HttpError } from './problems/http-error.ts';
import { problemResponse } from './problems/problem.ts';
import { JSON_TYPE, SAFE_HEADERS } from './replies/reply-headers.ts';
import type { RequestLogger } from './request-log.ts';

export interface ServiceContext {
  readonly store: Pick<Store, 'health'>;
  readonly tokens: Pick<TokenManager<string>, 'jwks'> | undefined;
  readonly logger: RequestLogger;
  /** Made when it is first asked for. */
  readonly document: () => OpenApiDocument;
}

const FOR_A_WHILE = { 'cache-control': 'public, max-age=300' };

/** The service's own paths: its health, its document, the keys that sign its tokens. */
export function serviceResponders({
  store,
  tokens,
  logger,
  document,
}: ServiceContext): Readonly<Record<string, () => Response | Promise<Response>>> {
  let page: { readonly html: string; readonly policy: string } | undefined;
  return {
    [SERVICE_PATHS.live]: () => json({ live: true }),
    async [SERVICE_PATHS.ready]() {
      const { healthy, latencyMs, ...found } = await store.health.check();
      // Only the log says why: the reason may quote the driver.
      if (!healthy) logger.error({ health: found }, 'the store is not healthy');
      return json({ healthy, latencyMs }, healthy ? 200 : 503);
    },
    [SERVICE_PATHS.document]: () => json(document(), 200, FOR_A_WHILE),
    [SERVICE_PATHS.page]() {
      page ??= pageOf(document());
      const headers = { ...SAFE_HEADERS, ...FOR_A_WHILE, 'content-security-policy': page.policy };
      return new Response(page.html, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
    },
    [SERVICE_PATHS.keys]: () =>
      tokens === undefined
        ? problemResponse(new HttpError('ROUTE_NOT_FOUND'), SAFE_HEADERS)
        : json(tokens.jwks(), 200, FOR_A_WHILE),
  };
}

function json(body: unknown, status = 200, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...SAFE_HEADERS, ...more, 'content-type': JSON_TYPE },
  });
}
