import { parseArgs } from 'node:util';
import { BadInputError } from './bad-input-error.ts';

export interface Options {
  readonly help: boolean;
  /** The database file, as it was typed. */
  readonly db: string;
  /** A file of daily prices of one asset. Undefined for ticks from standard input. */
  readonly prices: { readonly file: string; readonly assetId: string } | undefined;
  /** The time by which orders expire: that of the current tick, or the machine's. */
  readonly clock: 'ticks' | 'system';
  /** Also prints a line for every tick. */
  readonly verbose: boolean;
}

export const USAGE = `Usage: pnpm worker --db FILE [options]

Feeds prices to the resting orders of a database: fills what they reach, and
ends what is past its time. Prints a line for every order that it ends.

  --db FILE       the SQLite database that the services use
  --prices FILE   daily prices: a CSV file with the columns
                  date,open,high,low,close; the close is the price at 16:00 UTC
  --asset ID      the asset whose prices they are
  --clock NAME    what orders expire by: ticks, the time of the prices, or
                  system. Default: ticks with --prices, system without
  --verbose       print a line for every price, too
  -h, --help      show this text

Without --prices it reads standard input, one price a line:
BTC,2026-01-31T12:00:00.000Z,47900.00

Exit code: 0 all prices applied, or stopped by SIGTERM or SIGINT, 1 the store
failed, 2 bad input, or lines of standard input were skipped.
`;

/** Reads the command line. Throws BadInputError, with a message for the person who typed it. */
export function readOptions(args: readonly string[]): Options {
  const { help = false, db = '', prices, asset, clock, verbose = false } = parse(args);
  if (help) return { help, db, prices: undefined, clock: 'system', verbose };
  if (db === '') throw new BadInputError('--db needs the name of a file (see --help)');
  if (prices === '' || asset === '') throw new BadInputError('--prices and --asset need a value (see --help)');
  if ((prices === undefined) !== (asset === undefined)) {
    throw new BadInputError('--prices and --asset go together (see --help)');
  }
  if (clock !== undefined && clock !== 'ticks' && clock !== 'system') {
    throw new BadInputError('--clock must be ticks or system');
  }
  const source = prices === undefined || asset === undefined ? undefined : { file: prices, assetId: asset };
  return { help, db, prices: source, clock: clock ?? (source === undefined ? 'system' : 'ticks'), verbose };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // Users of npm type `pnpm worker -- --db FILE`, and pnpm hands the dashes on.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        db: { type: 'string' },
        prices: { type: 'string' },
        asset: { type: 'string' },
        clock: { type: 'string' },
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // After the first sentence comes advice on positional arguments, and the worker has none.
    const [problem] = error.message.split(/\. |\n/);
    throw new BadInputError(`${problem} (see --help)`, { cause: error });
  }
}
