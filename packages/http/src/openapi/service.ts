import type { Operation } from './document.ts';
import { refToHeader, serviceProblems } from './problems.ts';
import type { JsonSchema } from './schemas.ts';

/** The paths of the service itself, in addition to the routes of the table. */
export const SERVICE_PATHS = {
  live: '/health/live',
  ready: '/health/ready',
  document: '/openapi.json',
  page: '/docs',
  keys: '/.well-known/jwks.json',
} as const;

export const SERVICE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Live: {
    type: 'object',
    properties: { live: { const: true } },
    required: ['live'],
    additionalProperties: false,
  },
  Ready: {
    type: 'object',
    properties: {
      healthy: { type: 'boolean' },
      latencyMs: { type: 'number', description: 'How long the store took to answer' },
    },
    required: ['healthy', 'latencyMs'],
    additionalProperties: false,
  },
  KeySet: {
    type: 'object',
    properties: { keys: { type: 'array', items: { type: 'object' } } },
    required: ['keys'],
  },
};

const OF_REPLIES = { 'X-Request-Id': refToHeader('RequestId') };
const json = (schema: JsonSchema, description: string, example: unknown): object => ({
  description,
  headers: OF_REPLIES,
  content: { 'application/json': { schema, example } },
});
const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

function get(operationId: string, summary: string, responses: Readonly<Record<string, object>>): { get: Operation } {
  const replies = { ...serviceProblems(), ...responses };
  return { get: { operationId, tags: ['service'], summary, security: [], responses: replies } };
}

export const SERVICE_OPERATIONS = {
  [SERVICE_PATHS.live]: get('live', 'Is the process alive?', { 200: json(ref('Live'), 'It is', { live: true }) }),
  [SERVICE_PATHS.ready]: get('ready', 'Does the store answer?', {
    200: json(ref('Ready'), 'It does', { healthy: true, latencyMs: 1 }),
    503: json(ref('Ready'), 'It does not', { healthy: false, latencyMs: 1 }),
  }),
  [SERVICE_PATHS.document]: get('document', 'This document', {
    200: json({ type: 'object' }, 'OpenAPI 3.1', { openapi: '3.1.0' }),
  }),
  [SERVICE_PATHS.page]: get('page', 'This document as a page', {
    200: {
      description: 'A page that needs nothing else',
      headers: OF_REPLIES,
      content: { 'text/html': { schema: { type: 'string' } } },
    },
  }),
  [SERVICE_PATHS.keys]: get('keys', 'The public keys of access tokens', {
    200: json(ref('KeySet'), 'None, where tokens are signed with a secret', { keys: [] }),
    ...serviceProblems('ROUTE_NOT_FOUND'),
  }),
};
