import { DomainError } from '../../errors/domain-error.ts';
import { hostOf } from '../../ports/host.ts';
import { everyPage } from '../../ports/page.ts';
import type { AdapterStore } from '../../ports/store.ts';
import type { Difference } from '../reconciliation/difference.ts';
import { type AccountSource, reconcile } from '../reconciliation/reconcile.ts';
import { Journal, type JournalSource } from './journal.ts';
import { type CopyOptions, PhaseProgress } from './options.ts';
import { Tally } from './tally.ts';
import { type PageOfRecords, pagesIn } from './whole-store.ts';

/** A copy that the signal ended before it was whole. Its target knows how far it is: resume it. */
export interface StoppedCopy {
  readonly ended: 'stopped';
  /** The records that were copied so far. */
  readonly records: number;
}

/** A user of the target whose account is not as the rules have it. */
export interface UserDifference {
  readonly username: string;
  readonly difference: Difference;
}

/** A user of the target who could not be reconciled. */
export interface UserFailure {
  readonly username: string;
  readonly code: string;
  readonly message: string;
}

/** How a copy ended, after the target was counted and reconciled. */
export interface FinishedCopy {
  readonly ended: 'finished';
  /** The records that were copied. What ends by itself within two days of the beginning is copied, and not counted. */
  readonly records: number;
  /** They by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of the records that stay: the same for equal records in any store and any order. 64 hexadecimal digits. */
  readonly digest: string;
  /**
   * True if the target has the records that were read, and no others. If not, somebody wrote into one of the stores meanwhile: the copy is
   * not finished then, and has to be made again, into an empty store.
   */
  readonly matches: boolean;
  /** The users of the target, and how many of them have no difference. */
  readonly users: number;
  readonly reconciled: number;
  /** The first 1,000 differences. A faithful copy has those of its source. */
  readonly differences: readonly UserDifference[];
  /** The first 1,000 users who could not be reconciled. */
  readonly failures: readonly UserFailure[];
}

/** How a copy or an import ended. */
export type CopyReport = StoppedCopy | FinishedCopy;

/** What is copied: parts that can be read side by side, each in pages, from any place on. */
export interface TransferSource extends JournalSource {
  /** About how many records there are. */
  readonly total: number;
  pages(part: string, after: string | undefined, at: string): AsyncIterable<PageOfRecords>;
}

/** This many parts are read side by side. */
const PARTS_AT_ONCE = 8;
const USERS_AT_ONCE = 8;
const MOST_TOLD = 1_000;

/** Copies what the source has into the store, compares, and reconciles. Errors like `copyStore`. */
export async function transfer(source: TransferSource, to: AdapterStore, options: CopyOptions): Promise<CopyReport> {
  const host = hostOf(options);
  const journal = await Journal.open(to, host, source, options.resume ?? false);
  const isStopped = (): boolean => options.signal?.aborted === true;
  const stopped = (): StoppedCopy => ({ ended: 'stopped', records: journal.tally.total });

  await load(source, to, journal, options);
  if (isStopped()) return stopped();
  await to.bulk.finish();
  const expected = journal.tally;
  const found = await tallyOf(to, journal.at, expected.total, options);
  if (isStopped()) return stopped();
  const accounts = await reconcileAll({ ...to, timer: host.timer }, expected.countOf('user'), options);
  if (isStopped()) return stopped();
  const matches = found.equals(expected);
  if (matches) await journal.finish();
  const { total: records, counts, digest } = expected;
  return { ended: 'finished', records, counts, digest, matches, ...accounts };
}

async function load(source: TransferSource, to: AdapterStore, journal: Journal, options: CopyOptions): Promise<void> {
  const progress = new PhaseProgress(options, 'copying', source.total, journal.tally.total);
  await sideBySide(journal.openParts, PARTS_AT_ONCE, async (part) => {
    if (options.signal?.aborted) return;
    for await (const page of source.pages(part, journal.placeIn(part), journal.at)) {
      if (page.records.length > 0) await to.bulk.load(page.records);
      await journal.loaded(part, page);
      progress.add(page.records.length);
      if (options.signal?.aborted) return;
    }
  });
}

/** What the store has. Incomplete if the signal ends it. */
async function tallyOf(store: AdapterStore, at: string, total: number, options: CopyOptions): Promise<Tally> {
  const progress = new PhaseProgress(options, 'comparing', total);
  const tally = new Tally(at);
  await sideBySide(store.bulk.parts, PARTS_AT_ONCE, async (part) => {
    if (options.signal?.aborted) return;
    for await (const { records } of pagesIn(store, part, undefined, at)) {
      for (const record of records) tally.add(record);
      progress.add(records.length);
      if (options.signal?.aborted) return;
    }
  });
  return tally;
}

type Accounts = Pick<FinishedCopy, 'users' | 'reconciled' | 'differences' | 'failures'>;

async function reconcileAll(source: AccountSource, total: number, options: CopyOptions): Promise<Accounts> {
  const progress = new PhaseProgress(options, 'reconciling', total);
  const differences: UserDifference[] = [];
  const failures: UserFailure[] = [];
  let reconciled = 0;
  const reconcileOne = async (username: string): Promise<void> => {
    if (options.signal?.aborted) return;
    const outcome = await reconciledOrNot(source, username);
    if ('code' in outcome) failures.push(...[outcome].slice(0, MOST_TOLD - failures.length));
    else if (outcome.reconciled) reconciled += 1;
    else {
      const told = outcome.differences.slice(0, MOST_TOLD - differences.length);
      differences.push(...told.map((difference) => ({ username, difference })));
    }
    progress.add(1);
  };
  for await (const users of everyPage((page) => source.records.listUsers(page))) {
    const usernames = users.map(({ username }) => username);
    await sideBySide(usernames, USERS_AT_ONCE, reconcileOne);
    if (options.signal?.aborted === true) break;
  }
  return { users: progress.done, reconciled, differences, failures };
}

async function reconciledOrNot(source: AccountSource, username: string) {
  try {
    return await reconcile(source, username);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    return { username, code, message };
  }
}

/** Does the work for each item, so many at a time. After a failure it begins no other, waits for those under way, and throws the first. */
async function sideBySide<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const failures: unknown[] = [];
  const takeOne = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && failures.length === 0; item = left.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, takeOne));
  if (failures.length > 0) throw failures[0];
}
