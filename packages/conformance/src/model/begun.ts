import type { Index } from './oracle.ts';
import type { ModelOrder } from './orders.ts';
import type { Request } from './requests.ts';
import type { UnderWay } from './written.ts';

/** Commits, and the commands that they carried out: more, if some of them shared a commit. */
export interface Tally {
  commits: number;
  commands: number;
}

/** A command that was sent. */
export interface Begun {
  readonly by: number;
  readonly makes: number;
  readonly request: Request;
  readonly process: number;
  readonly now: number;
  /** The moment at which it was sent. */
  readonly since: number;
  readonly looks: Map<string, Partial<Record<Index, number>>>;
  /** The orders that it ended, if it applies a price or the time. */
  readonly ended: ModelOrder[];
  /** The numbers of the orders that it should have ended and did not. It has to report them. */
  readonly left: number[];
  commits: number;
  isOver: boolean;
  /** The answers that it may give, once it was carried out. */
  replies: readonly string[];
}

/** The commands of this process that are under way, and have written nothing yet, in the order of their queues. */
export function underWayIn(all: readonly Begun[], process: number): UnderWay<Begun> {
  const waiting = all.filter((begun) => begun.process === process && !begun.isOver && begun.commits === 0);
  return {
    making: (number) => waiting.find(({ makes }) => makes === number),
    asking: (isWanted) => waiting.find(({ request }) => isWanted(request)),
  };
}

/**
 * Two equal commands in one queue: the first was refused, and the second was carried out. The commit belongs to the
 * second.
 */
export function leaveToTwin(begun: Begun, all: readonly Begun[], ending: string): void {
  if (begun.commits !== 1 || ending === 'died' || begun.replies.includes(ending)) return;
  const { by, makes, process } = begun;
  const twin = all.find((other) => other.by !== by && other.makes === makes && other.process === process);
  if (twin === undefined || twin.isOver || twin.commits > 0) return;
  twin.commits = 1;
  twin.replies = begun.replies;
  begun.commits = 0;
  begun.replies = [];
}
