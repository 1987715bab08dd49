import type { Store } from '@orderfolio/domain';
import { adapterStoreOf, type ListedUser, MAX_PAGE } from '@orderfolio/domain/adapter';
import { Progress } from './progress.ts';
import { countOf } from './report.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Which users to walk, and how many of them side by side. */
export interface Walk {
  readonly store: Store;
  readonly terminal: Terminal;
  readonly concurrency: number;
  /** Where an earlier walk stopped. */
  readonly cursor?: string | undefined;
}

/** How a walk ended. */
export interface Walked {
  readonly users: number;
  /** Where to go on, if it was stopped. Without a cursor: from the start. */
  readonly stopped?: { readonly cursor: string | undefined };
}

/**
 * Does the work for every user, in pages. Memory holds one page. If it is stopped, it finishes the users under way, and
 * `stopped` names the page that was not finished.
 */
export async function forEveryUser(
  { store, terminal, concurrency, cursor }: Walk,
  work: (user: ListedUser) => Promise<void>,
): Promise<Walked> {
  const progress = new Progress(terminal, 'users', await countForTerminal(store, terminal, cursor));
  let users = 0;
  try {
    for await (const page of pagesOfUsers(store, cursor)) {
      const left = [...page.items];
      const takeOne = async (): Promise<void> => {
        for (let user = left.shift(); user !== undefined && !terminal.stop.aborted; user = left.shift()) {
          await work(user);
          users++;
          progress.add();
        }
      };
      await Promise.all(Array.from({ length: concurrency }, takeOne));
      if (terminal.stop.aborted) return { users, stopped: { cursor: page.cursor } };
    }
  } finally {
    progress.end();
  }
  return { users };
}

/** How many users there are. Only a progress line needs it, and the count reads them all once more. */
export async function countForTerminal(
  store: Store,
  { stderr, stop }: Terminal,
  cursor: string | undefined,
): Promise<number | undefined> {
  if (!stderr.isTTY) return undefined;
  let count = 0;
  for await (const { items } of pagesOfUsers(store, cursor)) {
    if (stop.aborted) break;
    count += items.length;
  }
  return count;
}

/** The users page by page, those with a broken record too, each with the cursor that it was read at. */
async function* pagesOfUsers(store: Store, from: string | undefined) {
  const { records } = adapterStoreOf(store);
  let cursor = from;
  do {
    const { items, nextCursor } = await records.listUsers({ limit: MAX_PAGE, cursor });
    yield { items, cursor };
    cursor = nextCursor;
  } while (cursor !== undefined);
}

/** The message about a walk that was stopped. Empty if it was not. */
export function howToGoOn({ users, stopped }: Walked, session: Session): string {
  if (stopped === undefined) return '';
  const { cursor } = stopped;
  const command = cursor === undefined ? session.again() : session.again('--cursor', cursor);
  return `Stopped after ${countOf(users, 'user')}. Go on with: ${command}\n`;
}
