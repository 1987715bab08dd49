import type * as z from 'zod';
import type { Timer } from '../ports/clock.ts';
import { parse } from '../validation/parse.ts';

/** What a source that a service gave has answered, or why that is of no use: it threw, was late, or talked nonsense. */
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
 * Puts a question to a source that a service gave, and reads the answer through its schema. Never rejects. To be called
 * before a command enters its queue: what is slow or foreign must not keep other commands waiting.
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

/** Rejects when the answer does not come in time. It may come later: then nobody listens. */
function inTime(answer: Promise<unknown>, { timer, timeoutMs }: Deadline): Promise<unknown> {
  const late = timer.sleep(timeoutMs, answer).then(() => {
    throw new Error(`no answer came within ${timeoutMs} ms`);
  });
  return Promise.race([answer, late]);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
