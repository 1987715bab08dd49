import { type Clock, ConfigurationInvalidError, type Observer, type Orderfolio, type Store } from '@orderfolio/domain';
import {
  aFunction,
  anObject,
  aStore,
  guardedObserver,
  hostOf,
  listOf,
  type OptionRule,
  type OptionRules,
  requireOptions,
  wholeNumber,
  withMethod,
} from '@orderfolio/domain/adapter';
import type { AuditLogger, Authentication, TokenManager, TrailCheck } from '@orderfolio/security';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import * as z from 'zod';
import { type AnswerContext, answer } from './answer.ts';
import { EventStreams } from './events/event-streams.ts';
import { OperatorStreams } from './events/operator-streams.ts';
import { type EventOptions, eventSettings } from './events/options.ts';
import { createThrottle, type RateLimitOptions } from './limits/rate-limit.ts';
import { type Deliver, postWith } from './mail.ts';
import { type ApiInfo, type OpenApiDocument, openApiOf } from './openapi/document.ts';
import { aText, LONGEST_TIMER_MS, requireWithin } from './options.ts';
import { HttpError } from './problems/http-error.ts';
import type { Problem } from './problems/problem.ts';
import { responseOfProblem } from './problems/problem-reply.ts';
import { type Refused, refuse } from './refuse.ts';
import { type RequestLogger, requestLog } from './request-log.ts';
import { bearer, type IdentitySource } from './requests/identity.ts';
import { requestId } from './requests/request-id.ts';
import type { Streams } from './routes/events.ts';
import { routesOf } from './routes/index.ts';
import type { Route } from './routes/route.ts';
import { serviceResponders } from './service.ts';
import { valueAt } from './value-at.ts';

/** The other origins whose pages may send requests from a browser. */
export interface CorsOptions {
  /** Such as `https://app.example`, or `['*']` for any: no cookie identifies the caller. */
  readonly origins: readonly string[];
}

/** The parts and options of the API. */
export interface HttpApiOptions {
  readonly app: Orderfolio<string>;
  readonly store: Store;
  /** A pino logger: one line for each request, without bodies, queries and headers. */
  readonly logger: RequestLogger;
  /** The service's own accounts. Without them there is no registration and no login, and `identity` names the caller. */
  readonly auth?: Authentication<string> | undefined;
  /** Verifies access tokens. */
  readonly tokens?: TokenManager<string> | undefined;
  /** Takes the caller from a gateway in front of the service, instead of from a token: see `gatewayIdentity`. */
  readonly identity?: IdentitySource | undefined;
  /**
   * Sends mail: tokens to reset a password or to verify an address, and news of changes. Without it there are no routes for these. The
   * API does not wait for it. If it rejects, the error is logged.
   */
  readonly deliver?: Deliver | undefined;
  /** Records every caller who lacked a role. */
  readonly audit?: AuditLogger | undefined;
  /** Limits on login, registration and refresh. Default: on, in memory. `false` switches them off. */
  readonly rateLimit?: RateLimitOptions | false | undefined;
  /** How `GET /v1/events` follows accounts, and operators the feed. `false`: not at all, for where no reply can stay open, as in a Lambda. */
  readonly events?: EventOptions | false | undefined;
  /**
   * The keys of a kept audit trail, for `POST /v1/users/{username}/verify-audit`: see `verifyAuditTrail`. Default: entries need no key.
   */
  readonly auditTrail?: Pick<TrailCheck, 'chainKeys' | 'keyedSince'> | undefined;
  /** Default: no other origin. */
  readonly cors?: CorsOptions | undefined;
  /** Default 65,536. */
  readonly bodyLimitBytes?: number | undefined;
  /** A request that has no reply after this time gets DEADLINE_EXCEEDED, in milliseconds. Default 15,000. */
  readonly deadlineMs?: number | undefined;
  /** How many proxies of your own stand in front: see `sourceFrom`. Default 0. */
  readonly trustProxy?: number | undefined;
  /** Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Is told of each request of a route when it comes and when it is answered. Default: nobody is. */
  readonly observe?: Observer | undefined;
  /** The document's description of the service as a whole. */
  readonly info?: ApiInfo | undefined;
}

/** The API: serve `fetch` on Node, in a Lambda, or call it in a test. */
export interface HttpApi {
  /** Answers a request. `environment` is what the server knows about it: `@hono/node-server` and Hono's Lambda adapter pass it. */
  readonly fetch: (request: Request, environment?: object) => Response | Promise<Response>;
  /**
   * The reply to something that never became a request (its headers were too large, or did not come). The server writes it. It is logged
   * like any other.
   */
  readonly refuse: (error: HttpError, environment?: object) => Problem;
  /** Ends the streams of events that are open: the server calls it before it closes. */
  readonly endStreams: () => void;
  /** The OpenAPI 3.1 document, as `/openapi.json` serves it. */
  readonly openApi: OpenApiDocument;
}

const part = (name: string, method: string): OptionRule['allows'] => {
  const { allows } = withMethod(method);
  return (value) => typeof value === 'object' && value !== null && allows(Reflect.get(value, name));
};
const OPTIONS: OptionRules<HttpApiOptions> = {
  app: { words: 'must be an Orderfolio, as createOrderfolio makes it', allows: part('orders', 'place') },
  store: aStore,
  logger: { ...withMethod('info'), words: 'must be a pino logger' },
  auth: { ...withMethod('authenticateUser'), words: 'must be what createAuthentication makes' },
  tokens: { ...withMethod('verifyAccessToken'), words: 'must be a TokenManager' },
  identity: aFunction,
  deliver: aFunction,
  audit: { ...withMethod('accessDenied'), words: 'must be an AuditLogger' },
  rateLimit: { words: 'must be an object, or false', allows: (value) => value === false || anObject.allows(value) },
  events: { words: 'must be an object, or false', allows: (value) => value === false || anObject.allows(value) },
  auditTrail: anObject,
  cors: anObject,
  bodyLimitBytes: wholeNumber(1),
  deadlineMs: wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds'),
  trustProxy: wholeNumber(0),
  clock: withMethod('now'),
  observe: anObject,
  info: anObject,
};

const CORS: OptionRules<CorsOptions> = {
  origins: {
    words: "must be a list of origins such as https://app.example, or ['*'] alone for any",
    allows: (value) =>
      Array.isArray(value) && (value.every(isOrigin) || (value.length === 1 && value[0] === ANY_ORIGIN)),
  },
};
const ANY_ORIGIN = '*';

/** As browsers send it: no path, no capitals, no default port. */
function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

const AUDIT_TRAIL: OptionRules<NonNullable<HttpApiOptions['auditTrail']>> = {
  chainKeys: listOf('objects with a kid and a secret', anObject.allows),
  keyedSince: {
    words: 'must be a time or a date, ISO-8601 UTC',
    allows: (value) => z.union([z.iso.datetime(), z.iso.date()]).safeParse(value).success,
  },
};

const INFO: OptionRules<ApiInfo> = {
  title: aText,
  version: aText,
  description: aText,
  servers: listOf('objects with a url', (server) => typeof valueAt(server, 'url') === 'string'),
};

/**
 * The whole of Orderfolio over HTTP: routes, problem details, idempotency keys, limits, health, and their document.
 *
 * ```ts
 * const api = createHttpApi({ app, auth, tokens, store, logger });
 * const reply = await api.fetch(new Request('http://localhost/health/live'));
 * ```
 *
 * CONFIGURATION_INVALID, naming the option, if no option identifies callers, or an option cannot work or is not known.
 */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  requireOptions(options, OPTIONS, ['app', 'store', 'logger'], 'options');
  if (options.cors !== undefined) requireWithin('cors', options.cors, CORS, ['origins']);
  if (options.auditTrail !== undefined) requireWithin('auditTrail', options.auditTrail, AUDIT_TRAIL);
  if (options.info !== undefined) requireWithin('info', options.info, INFO);
  const { auth, tokens, logger, deliver, events = {}, auditTrail = {}, info = {} } = options;
  const context = contextOf(options);
  const streams = events === false ? undefined : streamsOf(options.store, context.clock, events);
  const post = deliver === undefined ? undefined : postWith(deliver, logger);
  const routes = routesOf({ auth, post, streams, auditTrail, store: options.store, clock: context.clock });
  let made: OpenApiDocument | undefined;
  const document = (): OpenApiDocument => {
    made ??= openApiOf(routes, info, options.app.roles);
    return made;
  };
  const responders = serviceResponders({ store: options.store, tokens, logger, document });

  const server = new Hono();
  if (options.cors !== undefined) server.use(allow(options.cors));
  for (const [path, respond] of Object.entries(responders)) {
    server.get(path, async ({ req }) => named(await respond(), requestId(req.raw.headers)));
  }
  for (const route of routes) {
    server.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), ({ req, env }) =>
      answer(context, route, { request: req.raw, environment: env, parameters: req.param() }),
    );
  }
  const refusal = (error: unknown, refused: Refused): Response => responseOfProblem(refuse(context, error, refused));
  const servicePaths = Object.keys(responders);
  server.notFound(({ req: { raw: request }, env: environment }) =>
    refusal(nothingHere(routes, servicePaths, request), { request, environment }),
  );
  server.onError((error, { req: { raw: request }, env: environment }) => refusal(error, { request, environment }));
  return {
    fetch: (request, environment) => server.fetch(request, environment),
    refuse: (error, environment) => refuse(context, error, { environment }),
    endStreams() {
      streams?.ofAccounts.end();
      streams?.ofOperators.end();
    },
    get openApi() {
      return document();
    },
  };
}

function streamsOf(store: Store, clock: Clock, events: EventOptions): Streams {
  const settings = eventSettings(events);
  return {
    ofAccounts: new EventStreams(store, clock, settings),
    ofOperators: new OperatorStreams(store, clock, settings),
  };
}

function contextOf({ app, tokens, identity, logger, rateLimit = {}, ...given }: HttpApiOptions): AnswerContext {
  const { audit, bodyLimitBytes = 65_536, deadlineMs = 15_000, trustProxy = 0 } = given;
  const { clock } = hostOf(given);
  return {
    app,
    clock,
    audit,
    bodyLimitBytes,
    deadlineMs,
    trustProxy,
    log: requestLog(logger, clock),
    observer: guardedObserver(given.observe),
    throttle:
      rateLimit === false
        ? undefined
        : createThrottle(rateLimit, (err) => logger.error({ err }, 'a limit could not be counted')),
    identify: identityReader(tokens, identity, clock),
  };
}

function identityReader(
  tokens: TokenManager<string> | undefined,
  identity: IdentitySource | undefined,
  clock: Clock,
): AnswerContext['identify'] {
  if (identity !== undefined) {
    return async (_request, environment) => {
      const caller = await identity(environment);
      if (caller === undefined) throw new HttpError('TOKEN_MISSING');
      return caller;
    };
  }
  if (tokens === undefined) {
    throw new ConfigurationInvalidError({ field: 'tokens', rule: 'must be given, or identity, to know who asks' });
  }
  return bearer(tokens, clock);
}

function allow({ origins }: CorsOptions) {
  return cors({
    origin: origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : [...origins],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-request-id'],
    exposeHeaders: ['idempotency-replayed', 'link', 'location', 'retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

/** The reply with the id of its request. */
function named(response: Response, id: string): Response {
  response.headers.set('x-request-id', id);
  return response;
}

/** No route has this path, or none takes this method. */
function nothingHere(routes: readonly Route[], servicePaths: readonly string[], { url }: Request): HttpError {
  const { pathname } = new URL(url);
  const ofRoutes = routes.filter(({ path }) => patternOf(path).test(pathname)).map(({ method }) => method);
  const allowed = servicePaths.includes(pathname) ? (['GET'] as const) : ofRoutes;
  return allowed.length === 0 ? new HttpError('ROUTE_NOT_FOUND') : new HttpError('METHOD_NOT_ALLOWED', { allowed });
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
