import { nextTurn } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Fence } from '../ports/user-lock.ts';
import { type Answer, decideAndCommit } from './batch.ts';
import type { Command, CommandContext } from './command.ts';
import { type Entry, entryOf } from './entry.ts';
import { Turns } from './turns.ts';
import { Warm } from './warm.ts';
import { BatchWatch } from './watch.ts';

/** As many commands as one commit could take, if each changed one entity. */
const MOST_COMMANDS = 100;

interface Lane {
  readonly waiting: Entry[];
  /** How many commands the next batch takes: fewer while those of this lane change more. */
  most: number;
}

/**
 * The commands of one store in this process. Commands of one queue form a lane. One batch of a lane is under way at a time, and commands
 * that come meanwhile wait for the next. An idle lane starts at once, with the commands that were given without a pause between them. No
 * batch waits to fill up.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #turns: Turns;
  readonly #warm = new Warm();

  constructor(unitOfWork: UnitOfWork) {
    this.#turns = new Turns(unitOfWork);
  }

  run<Facts, Result>(context: CommandContext, command: Command<Facts, Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const entry = entryOf(context, command, resolve, reject);
      const lane = this.#lanes.get(command.queue);
      if (lane !== undefined) {
        lane.waiting.push(entry);
        return;
      }
      const opened = { waiting: [entry], most: MOST_COMMANDS };
      this.#lanes.set(command.queue, opened);
      void this.#work(command.queue, opened);
    });
  }

  /** Takes batches until no command waits. Never rejects: the commands of a batch tell their callers what went wrong. */
  async #work(name: string, lane: Lane): Promise<void> {
    // Commands that were given in the same tick join the batch.
    await undefined;
    while (lane.waiting.length > 0) {
      const batch = takeBatch(lane);
      const answers = await this.#runBatch(name, lane, batch);
      for (const answer of answers) answer();
      // A caller that calls again as soon as it is answered joins those that wait. A lone caller does not wait.
      if (batch.length > 1 || lane.waiting.length > 0) await nextTurn();
    }
    this.#lanes.delete(name);
  }

  #runBatch(name: string, lane: Lane, batch: readonly [Entry, ...Entry[]]): Promise<readonly Answer[]> {
    const { observer } = batch[0].context;
    if (observer === undefined) return this.#carryOut(name, lane, batch, undefined);
    const watch = new BatchWatch(observer, batch);
    return watch.run(() => this.#carryOut(name, lane, batch, watch));
  }

  async #carryOut(
    name: string,
    lane: Lane,
    batch: readonly [Entry, ...Entry[]],
    watch: BatchWatch | undefined,
  ): Promise<readonly Answer[]> {
    const [{ context }] = batch;
    const { waiting } = lane;
    try {
      await this.#turns.makeWay(name, waiting.length, context);
      try {
        const self = { name, turns: this.#turns, warm: this.#warm, watch, waiting: () => waiting.length };
        const { answers, again, isFull } = await decideAndCommit(context, batch, self);
        waiting.unshift(...again);
        lane.most = isFull ? Math.max(1, answers.length) : Math.min(MOST_COMMANDS, lane.most + 1);
        return answers;
      } finally {
        await this.#turns.commandsEnded(name, batch.length, waiting.length, context);
      }
    } catch (error) {
      watch?.breaksOff(error);
      return batch.map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
  }
}

/** The first that wait and may share a commit, in their order. */
function takeBatch({ waiting, most }: Lane): readonly [Entry, ...Entry[]] {
  const [first] = waiting;
  if (first === undefined) throw new RangeError('a lane takes a batch when something waits');
  let size = 1;
  for (; size < Math.min(most, waiting.length); size++) {
    const next = waiting[size];
    if (next === undefined || !mayShare(first, next)) break;
  }
  return [first, ...waiting.splice(0, size).slice(1)];
}

/** The context of the first command decides a batch. The others must agree with it in these options. */
const SHARED = ['clock', 'timer', 'conflictTimeoutMs', 'warmForMs', 'catalogueMaxAgeMs', 'observer'] as const;

function mayShare(one: Entry, other: Entry): boolean {
  return (
    one.sharesCommit &&
    other.sharesCommit &&
    SHARED.every((name) => one.context[name] === other.context[name]) &&
    areSameFences(one.context.fences, other.context.fences)
  );
}

function areSameFences(one: readonly Fence[] = [], other: readonly Fence[] = []): boolean {
  return (
    one.length === other.length &&
    one.every(({ username, fence }, index) => other[index]?.username === username && other[index]?.fence === fence)
  );
}
