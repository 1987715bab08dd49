import { createOrderfolio, Decimal, percentageFee, type Store, systemClock } from '@orderfolio/domain';
import { BadInputError } from './bad-input-error.ts';
import { DayClock } from './day-clock.ts';
import { openFrontDesk } from './front-desk.ts';
import { type MarketDay, marketDays, readSeries } from './market.ts';
import { Narrator } from './narrator.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { Progress } from './progress.ts';
import { printPortfolios, printReconciliation, printStatement } from './report.ts';
import { type Output, Screen } from './screen.ts';
import { DOLLARS_PER_EURO, FEE_RATE, playStory } from './story.ts';
import { withTemporaryStore } from './temporary-store.ts';

/** The demo's surroundings. */
export interface Surroundings {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted: the demo tidies up and ends. */
  readonly signal: AbortSignal;
  /** Where the demo keeps its data. Default: what --store says. */
  readonly withStore?: typeof withTemporaryStore | undefined;
  /** The pause between two prices of the console, in milliseconds. Default: a second. */
  readonly priceEveryMs?: number | undefined;
}

/** The exit code that a shell reports for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Runs the demo. Returns the exit code: see `USAGE`. */
export async function runDemo(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, folder, signal } = surroundings;
  try {
    const options = readOptions(args);
    const { help, prices, console } = options;
    if (help) {
      stdout.write(USAGE);
      return 0;
    }
    const days = marketDays(await readSeries(prices, folder));
    if (console) {
      // The server takes longer to load than the story takes.
      const { showLive } = await import('./live/show.ts');
      await showLive(days, surroundings);
      return 0;
    }
    const clock = new DayClock();
    const withStore = surroundings.withStore ?? (await storeOf(options));
    const reconciled = await withStore(clock, (store) => perform(store, clock, days, surroundings));
    return reconciled ? 0 : 1;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return INTERRUPTED;
    if (!(error instanceof BadInputError)) throw error;
    // Paths and options may hold anything, and the message must stay one line.
    stderr.write(`demo: ${error.message.replace(/\p{Cc}/gu, '?')}\n`);
    return 2;
  }
}

/** The AWS SDK takes longer to load than the story takes on SQLite, so it is loaded only when it is needed. */
async function storeOf(options: Options): Promise<typeof withTemporaryStore> {
  if (options.store === 'sqlite') return withTemporaryStore;
  const { withDynamoDbStore } = await import('./dynamodb-store.ts');
  return withDynamoDbStore(options);
}

async function perform(
  store: Store,
  clock: DayClock,
  days: readonly MarketDay[],
  { stdout, stderr, signal }: Surroundings,
): Promise<boolean> {
  const app = createOrderfolio({ store, clock, fees: percentageFee(FEE_RATE) });
  const progress = new Progress(stderr, systemClock);
  const screen = new Screen(stdout, () => progress.clear());
  const narrator = new Narrator(screen, clock);

  screen.print(titleOf(days), TERMS, '');
  const usernames = await playStory({
    app,
    frontDesk: openFrontDesk(app, store, clock),
    clock,
    days,
    signal,
    tell: narrator.tell,
    onDay: (done) => progress.update(done, days.length),
  }).finally(() => progress.clear());
  narrator.end();
  await printPortfolios(app, usernames, screen);
  for (const username of usernames.slice(0, 1)) await printStatement(app, username, screen);
  return printReconciliation(app, usernames, screen);
}

const TERMS = `Each order costs ${new Decimal(FEE_RATE).times('100')} percent, shown after its total; one euro is ${DOLLARS_PER_EURO} dollars`;

function titleOf(days: readonly MarketDay[]): string {
  const assetIds = new Set(days.flatMap(({ closes }) => [...closes.keys()]));
  const length = days.length === 1 ? '1 day' : `${days.length} days`;
  return `Orderfolio demo: ${[...assetIds].join(', ')} from ${days[0]?.date} to ${days.at(-1)?.date}, ${length}`;
}
