import { DomainError } from '../errors/domain-error.ts';
import { StorageFailedError } from '../errors/storage-errors.ts';
import type { Change, EntityReader } from '../ports/unit-of-work.ts';
import type { Command, CommandContext, Moment } from './command.ts';

/** What a command has come to. */
export interface Decided {
  readonly changes: readonly Change[];
  /** Tells its caller. */
  answer(): void;
  /** A refusal that stands only if a second reading bears it out. */
  readonly isUnconfirmed: boolean;
  /** True for the answer to a repeat. */
  readonly restsOnReceipt: boolean;
}

/** What a batch of commands has been decided to be. */
export interface DecidedBatch {
  readonly changes: readonly Change[];
  readonly decided: readonly { readonly entry: Entry; readonly decision: Decided }[];
  /** Those that one commit could not take, or that are to be decided alone. */
  readonly again: readonly Entry[];
  readonly isFull: boolean;
}

/** A command that waits in its lane, with its caller. */
export interface Entry {
  readonly context: CommandContext;
  /** False for what must be decided alone. It becomes false when the command is suspected of failing others. */
  sharesCommit: boolean;
  gather(reader: EntityReader): Promise<unknown>;
  /** Reads and decides. A refusal is what it has come to, and no error. Never rejects. */
  decide(reader: EntityReader): Promise<Decided>;
  reject(error: unknown): void;
}

export function entryOf<Facts, Result>(
  context: CommandContext,
  command: Command<Facts, Result>,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
): Entry {
  const refusedWith = (error: unknown, isUnconfirmed: boolean): Decided => ({
    changes: [],
    answer: () => reject(error),
    isUnconfirmed,
    restsOnReceipt: false,
  });
  return {
    context,
    sharesCommit: command.sharesCommit === true,
    gather: (reader) => command.gather(reader),
    async decide(reader) {
      let facts: Facts;
      try {
        facts = await command.gather(reader);
      } catch (error) {
        return refusedWith(error, false);
      }
      try {
        const { result, changes, restsOnReceipt = false } = command.decide(facts, momentOf(context));
        return { changes, answer: () => resolve(result), isUnconfirmed: false, restsOnReceipt };
      } catch (refusal) {
        return refusedWith(refusal, needsConfirmation(command, refusal));
      }
    },
    reject,
  };
}

/** What looks like a broken record may also be half of a commit that was seen by a read that is no snapshot. */
function needsConfirmation(
  { confirmsRefusal }: Pick<Command<never, never>, 'confirmsRefusal'>,
  refusal: unknown,
): boolean {
  return refusal instanceof StorageFailedError || (confirmsRefusal === true && refusal instanceof DomainError);
}

function momentOf({ clock, ids }: CommandContext): Moment {
  return { now: clock.now().toISOString(), newId: () => ids.next() };
}
