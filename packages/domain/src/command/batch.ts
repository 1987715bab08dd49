import { DomainError } from '../errors/domain-error.ts';
import { AlreadyExistsError } from '../errors/rejection-errors.ts';
import { ConcurrencyConflictError, LockLostError, OutcomeUnknownError } from '../errors/storage-errors.ts';
import type { EntityReader } from '../ports/unit-of-work.ts';
import { lookingReader, readerOver, readTogether } from './batch-reads.ts';
import type { CommandContext } from './command.ts';
import type { Decided, DecidedBatch, Doubt, Entry } from './entry.ts';
import { Overlay } from './overlay.ts';
import { pause, send } from './send.ts';
import type { Turns } from './turns.ts';
import type { Warm } from './warm.ts';
import { decideWarm } from './warm-batch.ts';
import type { BatchWatch } from './watch.ts';

const DEFAULT_CONFLICT_TIMEOUT_MS = 10_000;
/** A batch that has lost this many tries in a row asks the other processes to wait. */
const LOST_TRIES_BEFORE_TURN = 4;

/** Tells a caller what became of its command. */
export type Answer = () => void;

/** The outcome of a batch. */
export interface BatchOutcome {
  readonly answers: readonly Answer[];
  /** The commands that are not answered. They are decided again, before all that wait. */
  readonly again: readonly Entry[];
  /** True if one commit could not take them all. */
  readonly isFull: boolean;
}

/** A lane, as its batches see it. */
export interface LaneOfBatch {
  readonly name: string;
  /** The fairness between processes. */
  readonly turns: Turns;
  readonly warm: Warm;
  /** For the observer, if there is one. */
  readonly watch: BatchWatch | undefined;
  /** The commands behind this batch. */
  waiting(): number;
}

/**
 * Decides the commands one after another, each on what the ones before have left, and stores all their changes in one commit. After a
 * conflict it decides all of them again. No caller gets an answer before the commit is stored. Refusals wait too, since a refusal may
 * rest on a change of another command in the batch.
 */
export async function decideAndCommit(
  context: CommandContext,
  entries: readonly [Entry, ...Entry[]],
  lane: LaneOfBatch,
): Promise<BatchOutcome> {
  return (await tryWarm(context, entries, lane)) ?? decideOnReads(context, entries, lane);
}

/**
 * Decides on what is remembered, if that is enough. Undefined if not: nothing is stored, and the batch must be decided on what it reads.
 */
async function tryWarm(
  context: CommandContext,
  entries: readonly [Entry, ...Entry[]],
  { name, warm, watch }: LaneOfBatch,
): Promise<BatchOutcome | undefined> {
  const at = context.clock.now().getTime();
  if (!entries[0].sharesCommit || !warm.isWarm(name, context, at)) return undefined;
  const batch = await decideWarm(context, entries, warm, at);
  if (batch === undefined) return undefined;
  watch?.tryBegins();
  try {
    await commit(context, batch, warm, at);
    watch?.tryEnds('memory');
    return stored(batch);
  } catch (error) {
    watch?.tryEnds('memory', error);
    if (!isOutdated(error)) return failed(batch, error);
    if (error instanceof ConcurrencyConflictError) warm.cool(name, at);
    return undefined;
  }
}

/** Reads, decides and commits. It starts again while something changes in between. */
async function decideOnReads(
  context: CommandContext,
  entries: readonly [Entry, ...Entry[]],
  { name, turns, warm, watch, waiting }: LaneOfBatch,
): Promise<BatchOutcome> {
  const { timer, conflictTimeoutMs = DEFAULT_CONFLICT_TIMEOUT_MS } = context;
  let slept = 0;
  for (let lost = 1; ; lost++) {
    watch?.tryBegins();
    const at = context.clock.now().getTime();
    const batch = await decide(context, entries, warm, at);
    try {
      await commit(context, batch, warm, at);
      watch?.tryEnds('reads');
      return stored(batch);
    } catch (error) {
      watch?.tryEnds('reads', error);
      if (!(error instanceof ConcurrencyConflictError) || slept >= conflictTimeoutMs) return failed(batch, error);
    }
    // The turn is opened again while the batch keeps losing: the others take an unchanged turn as abandoned.
    if (lost % LOST_TRIES_BEFORE_TURN === 0) slept += await turns.open(name, waiting() + entries.length, context);
    // The process that has the turn races only with those that have not noticed it yet.
    const wait = pause(turns.has(name) ? Math.min(lost, LOST_TRIES_BEFORE_TURN) : lost);
    await timer.sleep(wait);
    slept += wait;
  }
}

/** Stores what a batch has decided, and remembers it. After a failure the entities that it would have written are unknown. */
async function commit(context: CommandContext, { changes }: DecidedBatch, warm: Warm, at: number): Promise<void> {
  if (changes.length === 0) return;
  try {
    await send(context, { token: context.ids.next(), changes, fences: context.fences });
    warm.wrote(changes, context, at);
  } catch (error) {
    warm.forget(changes);
    throw error;
  }
}

/** The decisions of the batch are stored, or change nothing. Each command gets its answer. */
function stored({ decided, again, isFull }: DecidedBatch): BatchOutcome {
  return { answers: decided.map(({ decision }) => decision.answer), again, isFull };
}

/**
 * The commit has failed for good. A failure of the store concerns all commands that would have written. If one command may have caused
 * the failure, each is tried once more alone. Commands that would have written nothing are decided again: what they rest on is not
 * stored.
 */
function failed({ decided, again, isFull }: DecidedBatch, error: unknown): BatchOutcome {
  const writers = decided.filter(({ decision }) => decision.changes.length > 0).map(({ entry }) => entry);
  const isOneCommand = writers.length > 1 && isAboutOneCommand(error);
  if (isOneCommand) for (const writer of writers) writer.sharesCommit = false;
  const answered = new Set(isOneCommand ? [] : writers);
  return {
    answers: [...answered].map(
      ({ reject }) =>
        () =>
          reject(error),
    ),
    again: [...decided.map(({ entry }) => entry).filter((entry) => !answered.has(entry)), ...again],
    isFull,
  };
}

/** True for the store's answer if a remembered entity has changed, or a key was used before. A read will tell. */
function isOutdated(error: unknown): boolean {
  return error instanceof ConcurrencyConflictError || error instanceof AlreadyExistsError;
}

/** True if the other commands of the batch may succeed without the one that caused the error. */
function isAboutOneCommand(error: unknown): boolean {
  if (!(error instanceof DomainError)) return false;
  return !(error.retryable || error instanceof OutcomeUnknownError || error instanceof LockLostError);
}

async function decide(
  context: CommandContext,
  entries: readonly [Entry, ...Entry[]],
  warm: Warm,
  at: number,
): Promise<DecidedBatch> {
  const [first, ...others] = entries;
  const reader = lookingReader(context, warm, at);
  const doubts = new Map<Entry, Doubt | undefined>();
  for (;;) {
    const batch = await (others.length === 0 ? decideAlone(reader, first) : decideTogether(context, entries, reader));
    const unconfirmed = batch.decided.filter(
      ({ entry, decision: { doubt } }) => doubt !== undefined && doubt !== doubts.get(entry),
    );
    // Two reads have come to the same for each of them: the second one stands.
    if (unconfirmed.length === 0) return batch;
    for (const { entry, decision } of unconfirmed) doubts.set(entry, decision.doubt);
  }
}

async function decideAlone(reader: EntityReader, entry: Entry): Promise<DecidedBatch> {
  const decision = await entry.decide(reader);
  return { changes: decision.changes, decided: [{ entry, decision }], again: [], isFull: false };
}

async function decideTogether(
  { fences = [] }: CommandContext,
  entries: readonly Entry[],
  store: EntityReader,
): Promise<DecidedBatch> {
  const overlay = new Overlay(fences.length);
  try {
    await readTogether(overlay, store, entries);
  } catch (error) {
    if (!isAboutOneCommand(error)) throw error;
    return eachAlone(entries);
  }
  const reader = readerOver(overlay, store);
  const decided: { entry: Entry; decision: Decided }[] = [];
  for (const [index, entry] of entries.entries()) {
    const decision = await entry.decide(reader);
    if (!overlay.add(decision.changes)) {
      // The first command of a batch must make progress: alone it may be as large as a commit can be.
      if (index === 0) entry.sharesCommit = false;
      return { changes: overlay.changes, decided, again: entries.slice(index), isFull: true };
    }
    decided.push({ entry, decision });
  }
  return { changes: overlay.changes, decided, again: [], isFull: false };
}

/** One command asks for something that cannot be read, and fails those that read with it. */
function eachAlone(entries: readonly Entry[]): DecidedBatch {
  for (const entry of entries) entry.sharesCommit = false;
  return { changes: [], decided: [], again: entries, isFull: false };
}
