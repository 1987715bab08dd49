import { type AccountOperation, type CallersOptions, expectOneOrder } from '@orderfolio/conformance';
import { expect } from 'vitest';
import { startChild } from './child-process.ts';

const PROCESSES = 2;

/**
 * Lets two processes call at once, each with the module in this file. What all their callers saw must fit one order.
 */
export async function expectOneOrderOfProcesses(
  file: string,
  input: object,
  callers: Omit<CallersOptions, 'process'>,
): Promise<void> {
  const children = Array.from({ length: PROCESSES }, (_nothing, process) =>
    startChild(file, { ...input, ...callers, process }),
  );
  for (const child of children) expect(await child.nextLine()).toBe('ready');
  for (const child of children) child.tell('go');
  const printed = await Promise.all(children.map((child) => child.finish()));
  const seen = printed.map((lines) => lines.flatMap((line): AccountOperation[] => JSON.parse(line)));
  expect(areTogether(seen), 'some commands of the one lie between those of the other').toBe(true);
  expectOneOrder(seen.flat(), callers.seed);
}

/** Each process must have begun before the other ended. Otherwise the test proves nothing. */
function areTogether(seen: readonly (readonly AccountOperation[])[]): boolean {
  const latestStart = Math.max(...seen.map((calls) => Math.min(...calls.map(({ began }) => began))));
  const firstEnd = Math.min(...seen.map((calls) => Math.max(...calls.map(({ ended = 0 }) => ended))));
  return latestStart < firstEnd;
}
