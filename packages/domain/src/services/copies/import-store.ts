import { adapterStoreOf, type Store } from '../../ports/store.ts';
import { requireOptions } from '../../validation/options.ts';
import { requireFunction } from '../../validation/parse.ts';
import { checkExport, checkedLines, pagesOfExport, type ReadLines } from './export-file.ts';
import { COPY_RULES, type CopyOptions, PhaseProgress } from './options.ts';
import { type CopyReport, transfer } from './transfer.ts';

/**
 * Writes the records of an export into a store, as `copyStore` does, and then counts, compares and reconciles the store. **Nobody may write
 * to it meanwhile.** `read` returns the lines of the export, from the first on: it is called twice, since the whole export is checked before
 * anything is written.
 *
 * VALIDATION_FAILED, naming the line (`line 12`), for an export that is broken, cut off, of another version, or has another
 * checksum: the store is as it was. Else the errors of `copyStore`.
 *
 * @example
 * await importStore(store, () => readline.createInterface({ input: createReadStream('orders.ndjson') }));
 */
export async function importStore(store: Store, read: ReadLines, options: CopyOptions = {}): Promise<CopyReport> {
  requireOptions(options, COPY_RULES, [], 'options');
  requireFunction(read, 'read');
  const to = adapterStoreOf(store);
  const { signal } = options;
  const progress = new PhaseProgress(options, 'reading');
  const checked = await checkExport(checkedLines(read), () => {
    progress.add(1);
    return signal?.aborted ? 'stop' : undefined;
  });
  if (checked === undefined) return { ended: 'stopped', records: 0 };
  const { header, end } = checked;
  return transfer(
    {
      name: `${header.id} ${end.digest}`,
      parts: [FILE],
      total: end.records,
      pages: (_part, after) => pagesOfExport(checkedLines(read), after),
    },
    to,
    options,
  );
}

/** A file is read from one end to the other. */
const FILE = 'file';
