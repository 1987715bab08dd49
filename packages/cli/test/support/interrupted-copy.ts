import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Store } from '@orderfolio/domain';

/** How a command ended that was killed on its way. */
export interface Interrupted {
  readonly status: number | null;
  /** What `--json` printed. */
  readonly report: unknown;
  /** How often its process was killed. */
  readonly kills: number;
  /** The most memory that any of the processes had, in megabytes. Zero where the machine does not tell it. */
  readonly megabytes: number;
}

const LOOK_EVERY_MS = 20;

/**
 * Runs a copy that can be resumed, and kills its process each time that the target's journal counts one of these numbers of records. The last
 * process runs to its end.
 */
export async function runWithKills(
  start: () => ChildProcess,
  target: Pick<Store, 'projections'>,
  killAt: readonly number[],
): Promise<Interrupted> {
  const left = [...killAt];
  let megabytes = 0;
  for (let kills = 0; ; kills++) {
    const limit = left.shift() ?? Number.POSITIVE_INFINITY;
    const child = start();
    if (child.stdout === null) throw new Error('the process must have an output');
    const [printed, exit] = [text(child.stdout), once(child, 'exit')];
    while (child.exitCode === null && child.signalCode === null) {
      megabytes = Math.max(megabytes, mostMegabytesOf(child));
      if (limit < Number.POSITIVE_INFINITY && (await copiedInto(target)) >= limit) child.kill('SIGKILL');
      await Promise.race([exit, setTimeout(LOOK_EVERY_MS)]);
    }
    if (child.signalCode === null)
      return { status: child.exitCode, report: JSON.parse(await printed), kills, megabytes };
  }
}

/** How many records the journal in the target counts. */
async function copiedInto({ projections }: Pick<Store, 'projections'>): Promise<number> {
  const journal = await projections.get('consumer//copy', 'journal');
  const parts = Object.values(fieldOf(JSON.parse(journal?.value ?? '{}'), 'parts') ?? {});
  const counts = parts.flatMap((part) => Object.values(fieldOf(fieldOf(part, 'tally'), 'counts') ?? {}));
  return counts.reduce<number>((sum, count) => sum + Number(count), 0);
}

function fieldOf(value: unknown, name: string): object | undefined {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof field === 'object' && field !== null ? field : undefined;
}

/** Linux keeps the peak for as long as the process lives. */
function mostMegabytesOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1_024);
  } catch (_notThere) {
    return 0;
  }
}
