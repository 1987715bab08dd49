import { PROBLEM_KINDS, type ProblemCode } from '../problems/kinds.ts';
import { PROBLEM_MEDIA_TYPE, typeOf } from '../problems/problem.ts';
import type { Route } from '../routes/route.ts';
import { refTo } from './schemas.ts';

const OF_ALL = ['STORAGE_FAILED', 'STORE_CLOSED', 'CONFIGURATION_INVALID', 'DEADLINE_EXCEEDED', 'UNEXPECTED'] as const;
const OF_TOKENS = ['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED'] as const;
const OF_BODIES = ['VALIDATION_FAILED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const;
const OF_COMMANDS = ['CONCURRENCY_CONFLICT', 'OUTCOME_UNKNOWN'] as const;

/** Every code that a route may answer with. */
function problemCodesOf({ method, path, access, body, query, limit, problems }: Route): ProblemCode[] {
  const codes = new Set<ProblemCode>([...OF_ALL, ...problems]);
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
  const groups = [...groupsOf(route)];
  return Object.fromEntries(
    groups.map(([status, codes]) => [status, { $ref: `#/components/responses/${nameOf(codes)}` }]),
  );
}

/** Every reply of the routes that is a problem, by its name. */
export function problemComponentsOf(routes: readonly Route[]): Record<string, object> {
  const groups = routes.flatMap((route) => [...groupsOf(route).values()]);
  return Object.fromEntries(groups.map((codes) => [nameOf(codes), problemResponseOf(codes)]));
}

function groupsOf(route: Route): ReadonlyMap<number, readonly ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of problemCodesOf(route)) {
    const { status } = PROBLEM_KINDS[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

/** Such as `AssetNotFoundOrOrderNotFound`. */
function nameOf(codes: readonly ProblemCode[]): string {
  return codes
    .map((code) => code.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase()))
    .join('Or');
}

function problemResponseOf(codes: readonly ProblemCode[]): object {
  return {
    description: codes.map((code) => `${PROBLEM_KINDS[code].title}: \`${code}\``).join('. '),
    headers: headersOf(codes),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: { allOf: [refTo('Problem'), { type: 'object', properties: { code: { enum: codes } } }] },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

/** What `toProblem` sends beside the body. */
function headersOf(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = codes.map((code) => PROBLEM_KINDS[code].status);
  return {
    'X-Request-Id': refToHeader('RequestId'),
    ...(statuses.includes(401) && { 'WWW-Authenticate': refToHeader('Authenticate') }),
    ...((statuses.includes(429) || statuses.includes(503)) && { 'Retry-After': refToHeader('RetryAfter') }),
  };
}

export const refToHeader = (name: string): object => ({ $ref: `#/components/headers/${name}` });

function exampleOf(code: ProblemCode): object {
  const { status, title } = PROBLEM_KINDS[code];
  const retryable = status === 429 || status === 503;
  return { type: typeOf(code), title, status, detail: title, code, retryable };
}
