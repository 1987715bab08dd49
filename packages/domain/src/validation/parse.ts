import type * as z from 'zod';
import { MAX_ISSUES } from '../errors/shown.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { ValidationError, type ValidationIssue } from '../errors/validation-error.ts';

/**
 * Validates input at a public edge, once. VALIDATION_FAILED has the first 20 broken rules, each with the path of its field. `root` names
 * the input itself.
 */
export function parse<Output>(schema: z.ZodType<Output>, input: unknown, root = 'input'): Output {
  const outcome = read(schema, input, root);
  if ('data' in outcome) return outcome.data;
  const [first, ...rest] = outcome.issues;
  const refusal = new ValidationError(first ?? { field: root, rule: 'is invalid' }, ...rest);
  throw outcome.cause === undefined ? refusal : Object.assign(refusal, { cause: outcome.cause });
}

type Outcome<Output> =
  | { readonly data: Output }
  | { readonly issues: readonly ValidationIssue[]; readonly cause?: unknown };

/** The input as the schema reads it, or what is wrong with it. */
function read<Output>(schema: z.ZodType<Output>, input: unknown, root: string): Outcome<Output> {
  try {
    const parsed = schema.safeParse(input);
    return parsed.success ? { data: parsed.data } : { issues: issuesOf(schema, input, root) };
  } catch (cause) {
    // A schema does not throw: a getter of the input did, or a proxy.
    return { issues: [{ field: root, rule: 'cannot be read' }], cause };
  }
}

/**
 * Runs the work. If a refusal is about a field that the caller did not give, it becomes one about this field, which the caller did give.
 */
export function inTermsOf<Result>(given: object, field: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ValidationError) || Reflect.get(given, error.field) !== undefined) throw error;
    throw new ValidationError({ field, rule: `is refused: its ${error.field} ${error.rule}` });
  }
}

/**
 * Reads the fields of an input once; they are checked later. VALIDATION_FAILED, naming `root`, for a value that is not an object or
 * cannot be read.
 */
export function readFields<Given extends object>(input: Given, root = 'input'): Given {
  const given: unknown = input;
  const refusal = (rule: string): ValidationError => new ValidationError({ field: root, rule });
  try {
    if (isPromise(given)) throw refusal(FORGOTTEN_AWAIT);
    if (typeof given === 'object' && given !== null) return { ...input };
  } catch (cause) {
    if (cause instanceof ValidationError) throw cause;
    throw Object.assign(refusal('cannot be read'), { cause });
  }
  throw refusal(given === undefined ? 'is required' : 'must be an object');
}

/** VALIDATION_FAILED if the input is not a function. */
export function requireFunction(input: unknown, field: string): void {
  if (typeof input !== 'function') throw new ValidationError({ field, rule: 'must be a function' });
}

/** The faults of the input. Collecting them slows a parse down, so only input that failed is parsed for them. */
function issuesOf(schema: z.ZodType, input: unknown, root: string): ValidationIssue[] {
  if (isPromise(input)) return [{ field: root, rule: FORGOTTEN_AWAIT }];
  const { error } = schema.safeParse(input, { reportInput: true });
  const reported = error === undefined ? [] : error.issues.slice(0, MAX_ISSUES);
  return reported.flatMap((issue) => toIssues(issue, root)).slice(0, MAX_ISSUES);
}

function toIssues(issue: z.core.$ZodIssue, root: string): ValidationIssue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, MAX_ISSUES);
    return keys.map((key) => ({ field: [...path, key].join('.'), rule: 'is not a known field' }));
  }
  return [{ field: path.length > 0 ? path.join('.') : root, rule: ruleOf(issue) }];
}

/** The rule in words that follow the field's name. */
function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return isPromise(issue.input) ? FORGOTTEN_AWAIT : `must be ${article(issue.expected)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `must have at least ${plural(issue.minimum, 'character')}`
        : `must be at least ${issue.minimum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return `is no key: it ${issue.issues[0]?.message ?? 'is invalid'}`;
    default:
      return issue.message;
  }
}

export const FORGOTTEN_AWAIT = 'is a promise: await it first';

/** True for a value that `await` would wait for. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Reads what a store returned through the schema of its kind. STORAGE_FAILED, naming the entity and the rule, if somebody has edited the
 * record into nonsense.
 */
export function readStored<Output>(schema: z.ZodType<Output>, stored: unknown, entity: string): Output {
  const outcome = read(schema, stored, entity);
  if ('data' in outcome) return outcome.data;
  const [first] = outcome.issues;
  const reason = `stored ${entity} is not readable: ${first?.field} ${first?.rule}`;
  throw new StorageFailedError({ reason, retryable: false });
}

/** Like `readStored`, for JSON text. */
export function readStoredJson<Output>(schema: z.ZodType<Output>, json: string, entity: string): Output {
  let stored: unknown;
  try {
    stored = JSON.parse(json);
  } catch (cause) {
    throw new StorageFailedError({ reason: `stored ${entity} is not JSON`, retryable: false }, { cause });
  }
  return readStored(schema, stored, entity);
}
