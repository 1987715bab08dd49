import { DomainError } from '../errors/domain-error.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import type { Change, EntityReader } from '../ports/unit-of-work.ts';
import type { Command, CommandContext, Moment } from './command.ts';
import { CommandWatch } from './watch.ts';

/**
 * What a read that is not a snapshot may have made of half of a commit: a record that seems broken, or the refusal of a command with a key
 * that was used.
 */
export type Doubt = 'broken' | 'refused';

/** The decision on a command. */
export interface Decided {
  readonly changes: readonly Change[];
  /** Tells its caller. */
  answer(): void;
  /** Why a refusal stands only if the next read comes to the same. */
  readonly doubt: Doubt | undefined;
  /** True for the answer to a repeat. */
  readonly restsOnReceipt: boolean;
}

/** The decisions on a batch of commands. */
export interface DecidedBatch {
  readonly changes: readonly Change[];
  readonly decided: readonly { readonly entry: Entry; readonly decision: Decided }[];
  /** The commands that the commit could not take, or that must be decided alone. */
  readonly again: readonly Entry[];
  readonly isFull: boolean;
}

/** A command that waits in its lane, with its caller. */
export interface Entry {
  readonly context: CommandContext;
  /** For the observer, if there is one. */
  readonly watch: CommandWatch | undefined;
  /** False for a command that must be decided alone. It becomes false if the command may have failed others. */
  sharesCommit: boolean;
  readonly onlyLooksAtCatalogue: boolean;
  gather(reader: EntityReader): Promise<unknown>;
  /** Reads and decides. A refusal is a decision too. Never rejects. */
  decide(reader: EntityReader): Promise<Decided>;
  reject(error: unknown): void;
}

export function entryOf<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
): Entry {
  if (context.observer === undefined) return newEntry(context, command, resolve, reject, undefined);
  const watch = new CommandWatch(context.observer, command.name);
  const resolveTold = (result: Result): void => {
    watch.resolved(result);
    resolve(result);
  };
  const rejectTold = (error: unknown): void => {
    watch.rejected(error);
    reject(error);
  };
  return newEntry(context, command, resolveTold, rejectTold, watch);
}

function newEntry<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
  watch: CommandWatch | undefined,
): Entry {
  const refusedWith = (error: unknown, doubt?: Doubt): Decided => ({
    changes: [],
    answer: () => reject(error),
    doubt,
    restsOnReceipt: false,
  });
  return {
    context,
    watch,
    sharesCommit: command.sharesCommit === true,
    onlyLooksAtCatalogue: command.onlyLooksAtCatalogue === true,
    gather: (reader) => command.gather(reader),
    async decide(reader) {
      let facts: Facts;
      try {
        facts = await command.gather(reader);
      } catch (error) {
        return refusedWith(error);
      }
      try {
        const { result, changes, restsOnReceipt = false } = command.decide(facts, momentOf(context));
        return { changes, answer: () => resolve(result), doubt: undefined, restsOnReceipt };
      } catch (refusal) {
        return refusedWith(refusal, doubtIn(command, refusal));
      }
    },
    reject,
  };
}

function doubtIn(
  { confirmsRefusal }: Pick<Command<never, never>, 'confirmsRefusal'>,
  refusal: unknown,
): Doubt | undefined {
  if (refusal instanceof StorageFailedError) return 'broken';
  return confirmsRefusal === true && refusal instanceof DomainError ? 'refused' : undefined;
}

/** The moment that it is now. */
export function momentOf({ clock, ids }: Pick<CommandContext, 'clock' | 'ids'>): Moment {
  return { now: textOf(clock.now()), newId: () => ids.next() };
}

/** ISO-8601 UTC. Many commands are decided within one millisecond, so its text is kept. */
function textOf(time: Date): string {
  const milliseconds = time.getTime();
  if (milliseconds !== lastTime) [lastTime, lastText] = [milliseconds, time.toISOString()];
  return lastText;
}

let lastTime = Number.NaN;
let lastText = '';
