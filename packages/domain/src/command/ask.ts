import type * as z from 'zod';
import type { Timer } from '../ports/clock.ts';
import { parse } from '../validation/parse.ts';

/** The answer of a source that the service gave, or why there is none: it threw, was late, or answered nonsense. */
export type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** How long a source may take. */
export interface Deadline {
  readonly timer: Timer;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_MS = 2_000;

/** The deadline of whatever is asked: one for all sources of a service. */
export function deadlineOf(timer: Timer, timeoutMs: number = DEFAULT_TIMEOUT_MS): Deadline {
  return { timer, timeoutMs };
}

/**
 * Asks a source that the service gave, and reads the answer through its schema. Never rejects. Call it before a command enters its queue:
 * a slow or foreign source must not keep other commands waiting.
 */
export async function ask<Value>(
  question: () => unknown,
  schema: z.ZodType<Value>,
  name: string,
  deadline: Deadline,
): Promise<Answer<Value>> {
  try {
    const answer = question();
    const value = isThenable(answer) ? await inTime(Promise.resolve(answer), deadline) : answer;
    return { kind: 'answered', value: parse(schema, value, name) };
  } catch (cause) {
    return { kind: 'failed', cause };
  }
}

/** Rejects if the answer does not come in time. A later answer is ignored. */
function inTime(answer: Promise<unknown>, { timer, timeoutMs }: Deadline): Promise<unknown> {
  const late = timer.sleep(timeoutMs, answer).then(() => {
    throw new Error(`no answer came within ${timeoutMs} ms`);
  });
  return Promise.race([answer, late]);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
