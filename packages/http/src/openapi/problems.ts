import * as z from 'zod';
import { PROBLEM_FACTS } from '../problems/facts.ts';
import { PROBLEM_KINDS, type ProblemCode } from '../problems/kinds.ts';
import { isToRetry, PROBLEM_MEDIA_TYPE, typeOf } from '../problems/problem.ts';
import type { Route } from '../routes/route.ts';
import { type JsonSchema, nameShared, plain, refTo } from './schemas.ts';

/** Problems that may come before a route is found, or before its request has arrived. */
const OF_REQUESTS = ['REQUEST_MALFORMED', 'METHOD_NOT_ALLOWED', 'REQUEST_TIMEOUT', 'HEADERS_TOO_LARGE'] as const;
const OF_ALL = ['STORAGE_FAILED', 'STORE_CLOSED', 'CONFIGURATION_INVALID', 'DEADLINE_EXCEEDED', 'UNEXPECTED'] as const;
const OF_TOKENS = ['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED'] as const;
const OF_BODIES = ['VALIDATION_FAILED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const;
const OF_COMMANDS = ['CONCURRENCY_CONFLICT', 'LOCK_NOT_ACQUIRED', 'LOCK_LOST', 'OUTCOME_UNKNOWN'] as const;

/** Every problem code of a route. */
function problemCodesOf({ method, path, access, body, query, limit, problems }: Route): ProblemCode[] {
  const codes = new Set<ProblemCode>([...OF_REQUESTS, ...OF_ALL, ...problems]);
  const add = (more: readonly ProblemCode[]): void => {
    for (const code of more) codes.add(code);
  };
  if (access !== 'public') add(OF_TOKENS);
  if (access === 'admin') add(['ACCESS_DENIED']);
  if (body !== undefined) add(OF_BODIES);
  if (query !== undefined || path.includes('{')) add(['VALIDATION_FAILED']);
  if (method !== 'GET') add(OF_COMMANDS);
  if (limit !== undefined) add(['RATE_LIMITED']);
  return [...codes].toSorted();
}

/** The replies of a route that are problems, by status: each one of the components. */
export function problemResponsesOf(route: Route): Record<string, object> {
  return responsesOf(problemCodesOf(route));
}

/** The problems of the service's own paths, by status. */
export function serviceProblems(...more: readonly ProblemCode[]): Record<string, object> {
  return responsesOf([...OF_REQUESTS, ...more]);
}

function responsesOf(codes: readonly ProblemCode[]): Record<string, object> {
  const groups = [...groupsOf(codes)];
  return Object.fromEntries(
    groups.map(([status, ofStatus]) => [status, { $ref: `#/components/responses/${nameOf(ofStatus)}` }]),
  );
}

/** Every reply that is a problem, by its name. */
export function problemComponentsOf(routes: readonly Route[]): Record<string, object> {
  const groups = [...routes.map(problemCodesOf), [...OF_REQUESTS], ['ROUTE_NOT_FOUND'] as const].flatMap((codes) => [
    ...groupsOf(codes).values(),
  ]);
  return Object.fromEntries(groups.map((codes) => [nameOf(codes), problemResponseOf(codes)]));
}

/** The schema of every problem of the routes, by name: the members that it has in addition to the common ones. */
export function problemSchemasOf(routes: readonly Route[]): Record<string, JsonSchema> {
  const codes = new Set<ProblemCode>([...routes.flatMap(problemCodesOf), ...OF_REQUESTS, 'ROUTE_NOT_FOUND']);
  return Object.fromEntries([...codes].toSorted().map((code) => [schemaNameOf(code), schemaOf(code)]));
}

function schemaOf(code: ProblemCode): JsonSchema {
  const { status } = PROBLEM_KINDS[code];
  const { properties = {}, required = [] } = factsOf(code);
  const own = { code: { const: code }, status: { const: status }, ...properties };
  return { allOf: [refTo('Problem'), { type: 'object', properties: own, required: ['code', ...required] }] };
}

function factsOf(code: ProblemCode): JsonSchema {
  return plain(z.toJSONSchema(z.object(PROBLEM_FACTS[code]), { override: nameShared }));
}

function groupsOf(codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of codes.toSorted()) {
    const { status } = PROBLEM_KINDS[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

/** Such as `AssetNotFoundOrOrderNotFound`. */
function nameOf(codes: readonly ProblemCode[]): string {
  return codes.map(wordOf).join('Or');
}

function wordOf(code: ProblemCode): string {
  return code.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

const schemaNameOf = (code: ProblemCode): string => `${wordOf(code)}Problem`;

function problemResponseOf(codes: readonly ProblemCode[]): object {
  const [schema, ...others] = codes.map((code) => refTo(schemaNameOf(code)));
  return {
    description: codes.map((code) => `${PROBLEM_KINDS[code].title}: \`${code}\``).join('. '),
    headers: headersOf(codes),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: others.length === 0 ? schema : { oneOf: [schema, ...others] },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

/** The headers that `toProblem` sends. */
function headersOf(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = codes.map((code) => PROBLEM_KINDS[code].status);
  return {
    'X-Request-Id': refToHeader('RequestId'),
    ...(statuses.includes(401) && { 'WWW-Authenticate': refToHeader('Authenticate') }),
    ...(statuses.includes(405) && { Allow: refToHeader('Allow') }),
    ...(statuses.some(isToRetry) && { 'Retry-After': refToHeader('RetryAfter') }),
  };
}

export const refToHeader = (name: string): object => ({ $ref: `#/components/headers/${name}` });

/** These come again if nothing else has changed. */
const FINAL: ReadonlySet<ProblemCode> = new Set(['LOCK_LOST', 'STORE_CLOSED']);

function exampleOf(code: ProblemCode): object {
  const { status, title } = PROBLEM_KINDS[code];
  const retryable = (status === 429 || status === 503) && !FINAL.has(code);
  return { type: typeOf(code), title, status, detail: title, code, retryable, ...exampleFactsOf(code) };
}

function exampleFactsOf(code: ProblemCode): object {
  const { properties = {} } = factsOf(code);
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, fact]) =>
      typeof fact === 'object' && fact.examples !== undefined ? [[name, fact.examples[0]]] : [],
    ),
  );
}
