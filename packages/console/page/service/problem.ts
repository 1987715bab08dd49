import { amountText } from '../amounts/amount-text.ts';
import { isObject } from './is-object.ts';

/** What a person is told of a call that failed. */
export class ServiceError extends Error {
  readonly code: string;
  /** By the name of the field: what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same call may succeed later. */
  readonly isRetryable: boolean;

  constructor(message: string, { code, fields = {}, isRetryable = false }: ServiceErrorFacts) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.isRetryable = isRetryable;
  }

  /** True if a command may have been carried out although no result came. */
  get leavesOutcomeOpen(): boolean {
    return OPEN_OUTCOMES.has(this.code);
  }
}

interface ServiceErrorFacts {
  readonly code: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly isRetryable?: boolean;
}

const OPEN_OUTCOMES: ReadonlySet<string> = new Set([
  'UNREACHABLE',
  'NOT_UNDERSTOOD',
  'OUTCOME_UNKNOWN',
  'DEADLINE_EXCEEDED',
  'UNEXPECTED',
]);

/** The error of what a call has thrown, or has got instead of its result: a problem of RFC 9457, with its code and facts. */
export function errorOf(cause: unknown): ServiceError {
  if (cause instanceof ServiceError) return cause;
  if (cause instanceof Error && !(cause instanceof SyntaxError)) {
    return new ServiceError('The service does not answer.', { code: 'UNREACHABLE', isRetryable: true });
  }
  // A proxy in front of a service that is down replies with a page of its own.
  if (!isObject(cause) || typeof cause['code'] !== 'string') {
    return new ServiceError('Something else has answered in place of the service.', {
      code: 'NOT_UNDERSTOOD',
      isRetryable: true,
    });
  }
  const { code, detail, retryable, issues, field, rule } = cause;
  const told = typeof detail === 'string' ? sentence(detail) : code;
  return new ServiceError(shortageOf(cause) ?? told, {
    code,
    fields: fieldsOf(issues ?? [{ field, rule }]),
    isRetryable: retryable === true,
  });
}

/** Of the fields that a form shows nowhere, what is wrong: they are told above it. */
export function untold({ fields, message }: ServiceError, shown: readonly string[]): string | undefined {
  const named = Object.keys(fields);
  if (named.length === 0) return message;
  const others = named.filter((name) => !shown.includes(name));
  return others.length === 0 ? undefined : others.map((name) => `${name} ${fields[name]}`).join('. ');
}

/** Of a purchase or a sale that is not covered: what is there, and what it takes. */
function shortageOf({
  code,
  available,
  required,
  currency,
  assetId,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (code !== 'INSUFFICIENT_BALANCE' && code !== 'INSUFFICIENT_ASSET_BALANCE') return undefined;
  if (typeof available !== 'string' || typeof required !== 'string') return undefined;
  const unit = typeof currency === 'string' ? ` ${currency}` : typeof assetId === 'string' ? ` ${assetId}` : '';
  return `${amountText(available)}${unit} available, and ${amountText(required)}${unit} needed.`;
}

/** The details of problems begin with the name of a field or a user. */
function sentence(detail: string): string {
  return /[.!?]$/.test(detail) ? detail : `${detail}.`;
}

/** The first broken rule of each field. */
function fieldsOf(issues: unknown): Readonly<Record<string, string>> {
  if (!Array.isArray(issues)) return {};
  const found = new Map<string, string>();
  for (const issue of issues) {
    if (!isObject(issue)) continue;
    const { field, rule } = issue;
    if (typeof field === 'string' && typeof rule === 'string' && !found.has(field)) found.set(field, rule);
  }
  return Object.fromEntries(found);
}
