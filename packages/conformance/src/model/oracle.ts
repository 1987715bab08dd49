import { DomainError } from '@orderfolio/domain';
import type { ChangeSet } from '@orderfolio/domain/adapter';
import type { Book } from './book.ts';
import { WorkerDeath } from './death.ts';
import { inShort, type Request, receiptOf } from './requests.ts';
import type { MakerOf } from './stored.ts';
import type { Part } from './written.ts';

/** How a command ended, for its caller. A command whose process died has no ending. */
export type Outcome = { readonly reply: string } | { readonly error: DomainError } | { readonly died: true };

/** A command that was sent. */
export interface Sent {
  /** Its number among all commands. */
  readonly by: number;
  /** The number of what it makes: see `numberOf`. */
  readonly makes: number;
}

/** The number of the process that nothing disturbs. */
export const CALM = 8;

/** The sender of a commit. Commands that share a commit are not named: the commit itself shows which they are. */
export interface Sender {
  readonly process: number;
  readonly by: number | undefined;
  /** The time on the clock of the process. */
  readonly now: number;
}

/** One of the indexes of triggers. */
export type Index = 'fall' | 'rise';

/** Tells what should become of each command: a book, and a verdict. Each method throws if the store has done something else. */
export interface Oracle {
  readonly book: Book;
  readonly requests: readonly Request[];
  /** True if the last price of the asset has been carried through. */
  isFinished(assetId: string): boolean;
  /** A command is sent from the process with this number. */
  begin(request: Request, now: number, process: number): Sent;
  /** The command reads an index of this asset, from the beginning. */
  looks(by: number, assetId: string, index: Index): void;
  /** A commit was applied. */
  committed(changeSet: ChangeSet, makerOf: MakerOf, sender: Sender): void;
  /** The command has ended. Returns whether it may have changed anything. */
  conclude(by: number, outcome: Outcome, now: number): 'changed' | 'unchanged';
}

/** The outcome of a command that threw this. */
export function asOutcome(error: unknown): Outcome {
  // A price source that dies with its process is the cause of what the command reports.
  if (error instanceof WorkerDeath || (error instanceof Error && error.cause instanceof WorkerDeath))
    return { died: true };
  // Anything else is a defect, not an answer.
  if (!(error instanceof DomainError)) throw error;
  return { error };
}

/** The outcome, for a person. */
export function inWords(outcome: Outcome): string {
  if ('died' in outcome) return 'died';
  return 'error' in outcome ? outcome.error.code : outcome.reply;
}

export function describe(by: number, request: Request): string {
  return `command #${by} ${inShort(request)}`;
}

/** A command that is carried out once keeps its receipt, and no other, in its one commit. */
export function requireOneCommit(by: number, request: Request, { receipts }: Part, commits: number): void {
  const isMany = request.kind === 'tick' || request.kind === 'expire';
  if (commits > 1 && !isMany) throw new Error(`${describe(by, request)} was applied twice`);
  const written = receipts.join(', ');
  const expected = receiptOf(request) ?? '';
  if (written !== expected)
    throw new Error(`${describe(by, request)} wrote the receipts ${written}, and not ${expected}`);
}

/** Says that a command ended as it should not have. */
export function wrongEnding(by: number, request: Request, outcome: Outcome, expected: readonly string[]): Error {
  const ended = `${describe(by, request)} ended with\n${inWords(outcome)}\nand not with\n${expected.join('\nor\n')}`;
  return new Error(ended, { cause: 'error' in outcome ? outcome.error : undefined });
}
