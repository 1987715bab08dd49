import type { Timer } from '../../ports/clock.ts';
import { everyPage } from '../../ports/page.ts';
import type { RecordKind, RecordRepository, StoredRecord } from '../../ports/record-repository.ts';

/** The repositories from which the records of an account are read. */
export interface RecordSource {
  readonly records: RecordRepository;
  readonly timer: Timer;
}

/** The records of one kind, a page at a time. After each page the event loop has a turn. */
export async function* pagesOf<Kind extends RecordKind>(
  { records, timer }: RecordSource,
  kind: Kind,
  username: string,
): AsyncGenerator<readonly StoredRecord<Kind>[]> {
  for await (const items of everyPage((page) => records.list(kind, username, page))) {
    yield items;
    await timer.sleep(0);
  }
}

/** Records of one kind, one after another. The next one can be looked at before it is taken. Memory holds one page. */
class Stream<Kind extends RecordKind> {
  readonly #pages: AsyncIterator<readonly StoredRecord<Kind>[]>;
  readonly #take: (record: StoredRecord<Kind>) => void;
  #page: readonly StoredRecord<Kind>[] = [];
  #next = 0;
  #isOver = false;

  constructor(pages: AsyncIterator<readonly StoredRecord<Kind>[]>, take: (record: StoredRecord<Kind>) => void) {
    this.#pages = pages;
    this.#take = take;
  }

  /** The id of the next record; undefined when there is none, or its page has not been read. */
  get id(): string | undefined {
    return this.#page[this.#next]?.id;
  }

  get needsPage(): boolean {
    return this.id === undefined && !this.#isOver;
  }

  async readPage(): Promise<void> {
    const { value, done } = await this.#pages.next();
    this.#isOver = done === true;
    this.#page = done === true ? [] : value;
    this.#next = 0;
  }

  /** Hands the next record over. */
  advance(): void {
    const record = this.#page[this.#next];
    this.#next += 1;
    if (record !== undefined) this.#take(record);
  }
}

/** What to do with the records of the ledgers and the orders. */
export interface Takers {
  readonly cashRow: (record: StoredRecord<'balanceTransaction'>) => void;
  readonly assetRow: (record: StoredRecord<'assetTransaction'>) => void;
  readonly order: (record: StoredRecord<'order'>) => void;
  /** Called with each page of orders when it has been read. */
  readonly orderPage: (page: readonly StoredRecord<'order'>[]) => Promise<void>;
}

/**
 * Walks through both ledgers and the orders side by side, the greatest id first. An order may share its id with the row of its hold: the
 * row comes first.
 */
export async function walk(source: RecordSource, username: string, takers: Takers): Promise<void> {
  const streams = [
    new Stream(pagesOf(source, 'balanceTransaction', username), takers.cashRow),
    new Stream(pagesOf(source, 'assetTransaction', username), takers.assetRow),
    new Stream(visited(pagesOf(source, 'order', username), takers.orderPage), takers.order),
  ] as const;
  for (;;) {
    for (const stream of streams) while (stream.needsPage) await stream.readPage();
    const next = streams.reduce((best, stream) => ((stream.id ?? '') > (best.id ?? '') ? stream : best));
    if (next.id === undefined) return;
    next.advance();
  }
}

async function* visited<Page>(pages: AsyncIterable<Page>, visit: (page: Page) => Promise<void>): AsyncGenerator<Page> {
  for await (const page of pages) {
    await visit(page);
    yield page;
  }
}
