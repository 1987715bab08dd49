import { parseArgs } from 'node:util';
import { BadInputError } from './bad-input-error.ts';

export interface Options {
  readonly help: boolean;
  /** The CSV file to replay as BTC, as it was typed. Undefined for the series of the example. */
  readonly prices: string | undefined;
  readonly store: 'sqlite' | 'dynamodb';
  /** The address of DynamoDB, and the table. Undefined for the default. */
  readonly endpoint: string | undefined;
  readonly table: string | undefined;
  /** Goes on with the story in the browser. */
  readonly console: boolean;
}

export const USAGE = `Usage: pnpm demo [options]

Four traders register, deposit, buy and sell over the days of a price series,
at once or with orders that wait for a price, on a SQLite file in a temporary
folder that is removed at the end, or on DynamoDB.

  --prices FILE   replay this series as BTC: a CSV file with the columns
                  date,open,high,low,close and one row per day
  --store NAME    sqlite (default), or dynamodb: DynamoDB Local, which needs
                  Java 17, unless --endpoint or --table say otherwise
  --endpoint URL  the endpoint of DynamoDB
  --table NAME    the table; it is made if it is not there, and it stays
  --console       serve the console with the first part of the story, and go on
                  with it, a price a second, until Ctrl-C
  -h, --help      show this text

Exit code: 0 the ledger reconciles, 1 it does not or the run failed,
2 bad input, 130 interrupted. With --console it is 0 after Ctrl-C.
`;

/** Reads the command line. Throws BadInputError for an option that does not exist or lacks its value. */
export function readOptions(args: readonly string[]): Options {
  const { help = false, console = false, prices, store = 'sqlite', endpoint, table } = parse(args);
  if (prices === '') throw new BadInputError('--prices needs the name of a file');
  if (store !== 'sqlite' && store !== 'dynamodb') throw new BadInputError('--store must be sqlite or dynamodb');
  if (store === 'sqlite' && (endpoint ?? table) !== undefined) {
    throw new BadInputError('--endpoint and --table need --store dynamodb');
  }
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw new BadInputError('--endpoint must be a URL such as http://localhost:8000');
  }
  if (console && store !== 'sqlite') throw new BadInputError('--console needs --store sqlite');
  return { help, prices, store, endpoint, table, console };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // Users of npm type `pnpm demo -- --prices FILE`, and pnpm hands the dashes on.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        prices: { type: 'string' },
        store: { type: 'string' },
        endpoint: { type: 'string' },
        table: { type: 'string' },
        console: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // After the first sentence comes advice on positional arguments, and the demo has none.
    const [problem] = error.message.split(/\. |\n/);
    throw new BadInputError(`${problem} (see --help)`, { cause: error });
  }
}
