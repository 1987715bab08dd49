import { createReadStream } from 'node:fs';
import { DomainError, type Orderfolio } from '@orderfolio/domain';
import { currencySchema, parse } from '@orderfolio/domain/schemas';
import type { Command } from 'commander';
import { linesOf } from '../lines.ts';
import { Progress } from '../progress.ts';
import { countOf, type Report } from '../report.ts';
import { type PrintOptions, type Session, withPrintOptions } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

type FeedOptions = StoreOptions & PrintOptions;

/** `orderfolio prices feed`. */
export function addPrices(program: Command, session: Session): void {
  const prices = program.command('prices').description('apply prices to the resting orders');
  withPrintOptions(withStoreOptions(prices.command('feed')))
    .argument('<file>', 'the prices, or - for the standard input')
    .description('apply prices, one a line, and fill the orders that they reach')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: FeedOptions) => session.report(options, () => feed(session, file, options)));
}

const EXAMPLES = `
A line is an asset, a time and a price, and a currency if it is not US dollars:
  BTC,2026-01-31T12:00:00.000Z,47900.00
  BTC,2026-01-31T12:00:00.000Z,43500.00,EUR

Prices of one asset and currency must be in the order of time. A price that was
applied before changes nothing, so a feed that was stopped may begin again from
the start.

Exit status: 0 all lines were applied, 1 some were refused, 2 it failed.

Examples:
  orderfolio prices feed prices.csv --store sqlite:orders.db
  tail -f prices.csv | orderfolio prices feed - --store dynamodb:orderfolio`;

interface Refused {
  readonly line: number;
  readonly message: string;
}

interface Totals {
  lines: number;
  refusedLines: number;
  applied: number;
  filled: number;
  failed: number;
  expired: number;
  skipped: number;
  /** The first of the refused lines. */
  readonly refused: Refused[];
}

/** This many refused lines are shown. The others are only counted. */
const MOST_SHOWN = 100;

function refuse(totals: Totals, refused: Refused): void {
  totals.refusedLines++;
  if (totals.refused.length < MOST_SHOWN) totals.refused.push(refused);
}

async function feed({ terminal }: Session, file: string, options: FeedOptions): Promise<Report> {
  await using open = await openStore(readStoreName(options, terminal));
  const totals: Totals = {
    lines: 0,
    refusedLines: 0,
    applied: 0,
    filled: 0,
    failed: 0,
    expired: 0,
    skipped: 0,
    refused: [],
  };
  const progress = new Progress(terminal, 'prices');
  try {
    for await (const line of linesOfInput(file, terminal)) {
      if (terminal.stop.aborted) break;
      totals.lines++;
      if (line.trim() === '') continue;
      const message = await applyLine(open.app, line, totals);
      if (message !== undefined) refuse(totals, { line: totals.lines, message });
      progress.add();
    }
  } finally {
    progress.end();
  }
  const { lines, refusedLines, applied, filled, failed, expired, skipped } = totals;
  const complaints = totals.refused.map(({ line, message }) => `line ${line}: ${message}\n`);
  const stopped = terminal.stop.aborted;
  return {
    status: stopped ? 2 : refusedLines > 0 || skipped > 0 ? 1 : 0,
    text: [
      ...complaints,
      `${countOf(lines, 'line')}, ${countOf(applied, 'price')} applied, ${refusedLines} refused.\n`,
      `${countOf(filled, 'order')} filled, ${failed} failed, ${expired} expired, ${skipped} could not be ended.\n`,
      stopped ? 'Stopped. Begin again from the start: what was applied changes nothing.\n' : '',
    ].join(''),
    data: { ...totals, stopped },
  };
}

/** Applies the price of a line. Returns why it was refused. Rethrows what concerns every line, such as a failing store. */
async function applyLine(app: Orderfolio, line: string, totals: Totals): Promise<string | undefined> {
  const fields = line.split(',').map((field) => field.trim());
  const [assetId = '', at = '', price = '', word] = fields;
  if (fields.length !== 3 && fields.length !== 4)
    return 'must have 3 fields: asset, time, price, or a currency as the 4th';
  try {
    const currency = word === undefined ? undefined : parse(currencySchema, word, 'currency');
    const outcome = await app.orders.onPrice({ assetId, price, at, currency });
    if (outcome.applied) totals.applied++;
    totals.filled += outcome.filled.length;
    totals.failed += outcome.failed.length;
    totals.expired += outcome.expired.length;
    totals.skipped += outcome.skipped.length;
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError) || error.retryable || error.code === 'STORAGE_FAILED') throw error;
    return error.message;
  }
}

/** The file, or the standard input. Throws UsageError if it cannot be read. */
async function* linesOfInput(file: string, { stdin, stop }: Terminal): AsyncGenerator<string> {
  try {
    yield* linesOf(file === '-' ? stdin : createReadStream(file), stop);
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new UsageError(`${file}: cannot be read: ${cause.message}`, { cause });
  }
}
