import type { components } from '@orderfolio/http/client';

/** An error of the API: RFC 9457, with its code and facts. */
export type ProblemBody = components['schemas']['Problem'];

/** What a person is told of a call that failed. */
export class ServiceError extends Error {
  readonly code: string;
  /** By the name of the field: what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  readonly isRetryable: boolean;

  constructor(message: string, { code, fields = {}, isRetryable = false }: ServiceErrorFacts) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.isRetryable = isRetryable;
  }
}

interface ServiceErrorFacts {
  readonly code: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly isRetryable?: boolean;
}

/** The error of what a call has thrown, or has got instead of its result. */
export function errorOf(cause: unknown): ServiceError {
  if (cause instanceof ServiceError) return cause;
  if (!isObject(cause) || typeof cause['code'] !== 'string') {
    return new ServiceError('The service does not answer.', { code: 'UNREACHABLE', isRetryable: true });
  }
  const { code, detail, retryable, issues, field, rule } = cause;
  const told = typeof detail === 'string' ? detail : code;
  return new ServiceError(told, {
    code,
    fields: fieldsOf(issues ?? [{ field, rule }]),
    isRetryable: retryable === true,
  });
}

function fieldsOf(issues: unknown): Readonly<Record<string, string>> {
  if (!Array.isArray(issues)) return {};
  const found: [string, string][] = [];
  for (const issue of issues) {
    if (isObject(issue) && typeof issue['field'] === 'string' && typeof issue['rule'] === 'string') {
      found.push([issue['field'], issue['rule']]);
    }
  }
  return Object.fromEntries(found);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
