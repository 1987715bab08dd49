import { JSON_TYPE, STREAM_TYPE } from '../replies/reply-headers.ts';
import type { Method, Route } from '../routes/route.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import { problemComponentsOf, problemResponsesOf, problemSchemasOf, refToHeader } from './problems.ts';
import { type JsonSchema, refTo, schemasOf } from './schemas.ts';
import { SERVICE_OPERATIONS, SERVICE_SCHEMAS } from './service.ts';

/** The document's description of the service as a whole. */
export interface ApiInfo {
  /** Default `Orderfolio`. */
  readonly title?: string | undefined;
  /** The version of the service. Default `1.0.0`. */
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  /** The addresses of the service. Default: the address of the document. */
  readonly servers?: readonly { readonly url: string; readonly description?: string }[] | undefined;
}

/** A route in the document. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, { readonly [Name in Lowercase<Method>]?: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, object>>;
    readonly headers: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const TAGS = [
  { name: 'accounts', description: 'Registration, logins, your account' },
  { name: 'cash', description: 'Balances, deposits, withdrawals, the statement' },
  { name: 'assets', description: 'The catalogue' },
  { name: 'orders', description: 'Orders of all types' },
  { name: 'portfolio', description: 'What you own, and what it is worth' },
  { name: 'analytics', description: 'Figures of days' },
  { name: 'events', description: 'What happens in your account' },
  { name: 'operations', description: 'For administrators' },
  { name: 'service', description: 'The service itself' },
];

const HEADERS = {
  RequestId: { description: 'Names the request in the logs', schema: { type: 'string' } },
  Location: { description: 'Where what is new can be read', schema: { type: 'string' } },
  Link: { description: 'The next page, as `rel="next"`, where there is one', schema: { type: 'string' } },
  Authenticate: { description: 'How to say who asks', schema: { const: 'Bearer' } },
  Allow: { description: 'The methods that the path takes', schema: { type: 'string' } },
  RetryAfter: { description: 'When to come again, in seconds', schema: { type: 'string', pattern: '^[0-9]+$' } },
  Replayed: { description: 'This is the first result of an earlier request', schema: { const: 'true' } },
};

/** The document of these routes of a service with these roles, from the very schemas that read and reply. */
export function openApiOf(routes: readonly Route[], info: ApiInfo, roles: readonly string[]): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: info.title ?? 'Orderfolio',
      version: info.version ?? '1.0.0',
      description: info.description ?? DESCRIPTION,
    },
    servers: info.servers ?? [{ url: '/' }],
    tags: TAGS,
    paths: { ...pathsOf(routes), ...SERVICE_OPERATIONS },
    components: {
      schemas: { ...schemasOf(routes, roles), ...problemSchemasOf(routes), ...SERVICE_SCHEMAS },
      responses: problemComponentsOf(routes),
      headers: HEADERS,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function pathsOf(routes: readonly Route[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

const DESCRIPTION =
  'Amounts are decimal strings, never numbers. What is wrong is `application/problem+json`: narrow on `code`. A command with an `Idempotency-Key` can be repeated.';

function operationOf(route: Route): Operation {
  const { id, tag, summary, description, access, body } = route;
  const parameters = parametersOf(route);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { [JSON_TYPE]: { schema: refTo(body.name), example: body.example } },
      },
    }),
    responses: { [route.status]: successOf(route), ...problemResponsesOf(route) },
  };
}

function successOf({ status, result, isStream, hasLocation, query, body, example }: Route): object {
  const isList = result?.name.endsWith('Page') === true && query !== undefined;
  return {
    description: STATUS_TEXTS[status],
    headers: {
      'X-Request-Id': refToHeader('RequestId'),
      ...(hasLocation && { Location: refToHeader('Location') }),
      ...(isList && { Link: refToHeader('Link') }),
      ...(body?.key && { 'Idempotency-Replayed': refToHeader('Replayed') }),
    },
    ...(result && { content: isStream ? streamOf(result.name, example) : jsonOf(result.name, example) }),
  };
}

function jsonOf(name: string, example: unknown): object {
  return { [JSON_TYPE]: { schema: refTo(name), example } };
}

/** The document has no words for the parts of a stream: the data of each event is JSON of this schema. */
function streamOf(name: string, example: unknown): object {
  return { [STREAM_TYPE]: { schema: { type: 'string', contentSchema: refTo(name) }, example } };
}

const STATUS_TEXTS = { 200: 'Done', 201: 'Done: something new is there', 202: 'Accepted', 204: 'Done' };
