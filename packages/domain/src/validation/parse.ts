import type { z } from 'zod';
import { StorageFailedError } from '../errors/storage-errors.ts';
import { ValidationError, type ValidationIssue } from '../errors/validation-error.ts';

/**
 * Validates input at a public edge, once.
 * Rejects with VALIDATION_FAILED: every broken rule, each with the path of its field; `root` names input that is no field.
 */
export function parse<Output>(schema: z.ZodType<Output>, input: unknown, root = 'input'): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [first, ...rest] = issuesOf(schema, input, root);
  throw new ValidationError(first ?? { field: root, rule: 'is invalid' }, ...rest);
}

/** Rejects with VALIDATION_FAILED what is no function. */
export function requireFunction(input: unknown, field: string): void {
  if (typeof input !== 'function') throw new ValidationError({ field, rule: 'must be a function' });
}

/** What is wrong with the input. Reporting it with each issue slows a parse down, so only input that failed pays. */
function issuesOf(schema: z.ZodType, input: unknown, root: string): ValidationIssue[] {
  const { error } = schema.safeParse(input, { reportInput: true });
  return error === undefined ? [] : error.issues.flatMap((issue) => toIssues(issue, root));
}

function toIssues(issue: z.core.$ZodIssue, root: string): ValidationIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), rule: 'is not a known field' }));
  }
  return [{ field: issue.path.length > 0 ? issue.path.join('.') : root, rule: ruleOf(issue) }];
}

/** The rule in words that follow the field's name. */
function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${article(issue.expected)}`;
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
    default:
      return issue.message;
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Reads what a store returned through the schema of its kind.
 * Rejects with STORAGE_FAILED, naming the entity and the rule, what someone has edited into nonsense.
 */
export function readStored<Output>(schema: z.ZodType<Output>, stored: unknown, entity: string): Output {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const [first] = issuesOf(schema, stored, entity);
  const reason = `stored ${entity} is not readable: ${first?.field} ${first?.rule}`;
  throw new StorageFailedError({ reason, retryable: false });
}

/** As `readStored`, for JSON text. */
export function readStoredJson<Output>(schema: z.ZodType<Output>, json: string, entity: string): Output {
  let stored: unknown;
  try {
    stored = JSON.parse(json);
  } catch (cause) {
    throw new StorageFailedError({ reason: `stored ${entity} is not JSON`, retryable: false }, { cause });
  }
  return readStored(schema, stored, entity);
}
