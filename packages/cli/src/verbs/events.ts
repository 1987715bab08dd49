import { type FeedEvent, type FeedEventType, systemTimer } from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { eventSchema } from '@orderfolio/domain/schemas';
import { type Command, Option } from 'commander';
import { type Session, wholeNumber } from '../session.ts';
import { openStore, readStoreName, type StoreOptions, withStoreOptions } from '../store.ts';

interface TailOptions extends StoreOptions {
  readonly after?: string;
  readonly limit?: number;
  readonly user?: string;
  readonly type?: readonly FeedEventType[];
  readonly follow?: boolean;
  readonly json?: boolean;
}

const TYPES: readonly FeedEventType[] = eventSchema.options.map((option) => option.unwrap().shape.type.value);
const MOST = 1_000_000;
const PAGE = 100;
const PAUSE_MS = 1_000;
/** A page of a stream may be empty before its end. */
const EMPTY_AT_END = 2;

/** `orderfolio events tail`. */
export function addEvents(program: Command, session: Session): void {
  const events = program.command('events').description('read what happened, from the feed of the store');
  withStoreOptions(events.command('tail'))
    .description('print the events of the feed, oldest first')
    .option('--after <position>', 'go on after an earlier end')
    .option('--limit <number>', 'how many at most', wholeNumber(1, MOST))
    .option('--user <user>', 'only the events of a user')
    .addOption(new Option('--type <type...>', 'only events of these types').choices(TYPES))
    .option('--follow', 'wait for more, until Ctrl-C')
    .option('--json', 'print each event as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: TailOptions) => tail(session, options));
}

const EXAMPLES = `
A SQLite file has a feed from when it was switched on: orderfolio migrate
--change-feed on. A table of DynamoDB has one if it has a stream: orderfolio
table diff. At the end, the standard error has the position to go on after.

Examples:
  orderfolio events tail --store sqlite:orders.db --type ORDER_FILLED
  orderfolio events tail --store dynamodb:orderfolio --follow --json`;

async function tail(session: Session, options: TailOptions): Promise<void> {
  const { terminal } = session;
  const { limit = Number.POSITIVE_INFINITY, follow = false, json = false, user, type } = options;
  await using open = await openStore(readStoreName(options, terminal));
  const { feed } = open.store;
  const isWanted = (event: FeedEvent): boolean =>
    (user === undefined || userOf(event) === user) && (type === undefined || type.includes(event.type));
  let { after } = options;
  let printed = 0;
  let empty = 0;
  while (printed < limit && !terminal.stop.aborted) {
    const page = await feed.read({ after, limit: Math.min(PAGE, limit - printed) });
    for (const reason of page.unreadable) terminal.stderr.write(`a change cannot be read: ${reason}\n`);
    const wanted = page.events.filter(isWanted);
    terminal.stdout.write(wanted.map((event) => `${json ? JSON.stringify(event) : lineOf(event)}\n`).join(''));
    printed += wanted.length;
    after = page.next;
    empty = page.events.length === 0 ? empty + 1 : 0;
    if (empty < EMPTY_AT_END) continue;
    if (!follow) break;
    await sleepUnlessStopped(systemTimer, PAUSE_MS, terminal.stop);
  }
  if (after !== undefined) terminal.stderr.write(`Go on with: ${session.again('--after', after)}\n`);
}

/** Whose event it is. Undefined for one about the market. */
function userOf(event: FeedEvent): string | undefined {
  return 'username' in event ? event.username : undefined;
}

function lineOf(event: FeedEvent): string {
  return [event.at, event.type, userOf(event) ?? '-', JSON.stringify(event.data)].join(' ');
}
