import { ConfigurationInvalidError } from '../../errors/validation-error.ts';
import { adapterStoreOf, type Store } from '../../ports/store.ts';
import { requireOptions } from '../../validation/options.ts';
import { nameOf, requireWhole } from './journal.ts';
import { COPY_RULES, type CopyOptions } from './options.ts';
import { type CopyReport, transfer } from './transfer.ts';
import { pagesIn } from './whole-store.ts';

/**
 * Copies every record of a store into another one, of any adapter, and then counts, compares and reconciles the target. **Nobody may write
 * to either store meanwhile.** Each record keeps its version, its stamps and its key, so commands, keys, cursors of `nextCursor` and logins go
 * on in the target as they would have in the source. Left behind are leases of locks, what has ended (such as old logins), and how far
 * consumers have read the feed: the copy tells no events, so consumers begin in the target with what happens there.
 *
 * The target must be empty. It keeps a journal of the copy, so after a kill or a signal the copy goes on with `resume`. Memory holds
 * some pages.
 *
 * CONFIGURATION_INVALID (an option, the same store twice, a target that is not empty or has nothing to resume, a source that is not whole);
 * ALREADY_EXISTS (two users with one e-mail); STORAGE_FAILED (also for a record that cannot be read: it is named, and the copy can
 * be resumed once it is mended); STORE_CLOSED.
 *
 * @example
 * const report = await copyStore(sqlite, dynamoDb);
 * if (report.ended === 'finished' && report.matches) console.log(report.digest);
 */
export async function copyStore(from: Store, to: Store, options: CopyOptions = {}): Promise<CopyReport> {
  requireOptions(options, COPY_RULES, [], 'options');
  const [source, target] = [adapterStoreOf(from), adapterStoreOf(to)];
  const [identity, other] = await Promise.all([source.bulk.identity(), target.bulk.identity()]);
  if (identity === other) throw new ConfigurationInvalidError({ field: 'to', rule: 'is the same store as `from`' });
  await requireWhole(source);
  return transfer(
    {
      name: nameOf(identity),
      parts: source.bulk.parts,
      total: await source.bulk.estimate(),
      pages: (part, after, at) => pagesIn(source, part, after, at),
    },
    target,
    options,
  );
}
