import { signal } from '@preact/signals';
import { errorOf, type ServiceError } from './problem.ts';

/** A page of a list as the API gives it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string | undefined;
}

/** The API's greatest page. */
const PAGE_SIZE = 100;

/** The query for the page at a cursor, as large as the API allows. */
export function pageAt(cursor: string | undefined): { readonly limit: number; readonly cursor?: string } {
  return { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
}

/** How many pages are kept: those around the one that is looked at. */
const KEPT_PAGES = 7;

/** The pages that are looked at. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * A long list of which a window is held. A page is asked for when one of its rows is looked at, and dropped when the reader is far away.
 * Its cursor stays, so that it can be asked for again.
 */
export class WindowOfPages<Item> {
  /** Goes up with every change of what is held. */
  readonly changes = signal(0);
  /** While there is one, nothing is loaded before `retry` or `restart`. */
  readonly error = signal<ServiceError | undefined>(undefined);
  /** True if the list begins otherwise than what is shown: a restart shows it. */
  readonly hasNews = signal(false);
  readonly #load: (cursor: string | undefined) => Promise<ListPage<Item>>;
  readonly #keyOf: (item: Item) => string;
  readonly #pages = new Map<number, readonly Item[]>();
  readonly #loading = new Set<number>();
  /** Pages that are shown, and to be asked for again. */
  readonly #stale = new Set<number>();
  #cursors: (string | undefined)[] = [undefined];
  /** The first row of each page whose cursor is known. */
  #starts: number[] = [0];
  #knownRows = 0;
  #isComplete = false;
  #looked: Range = { from: 0, to: 0 };
  /** Replies to questions of an older generation are passed by. */
  #generation = 0;
  #isRestarting = false;
  #isWantedAgain = false;

  constructor(load: (cursor: string | undefined) => Promise<ListPage<Item>>, keyOf: (item: Item) => string) {
    this.#load = load;
    this.#keyOf = keyOf;
  }

  /** How many rows are known to be there: more come to light as the reader goes down. */
  get count(): number {
    return this.#knownRows;
  }

  /** Whether `count` is the length of the list. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** How many rows are held in memory. */
  get held(): number {
    let rows = 0;
    for (const items of this.#pages.values()) rows += items.length;
    return rows;
  }

  /** A row, or undefined while it is not held. */
  at(index: number): Item | undefined {
    const page = this.#pageOf(index);
    return this.#pages.get(page)?.[index - (this.#starts[page] ?? 0)];
  }

  /** Says which rows are looked at. Loads what is missing of them, and the page after them. */
  look(first: number, last: number): void {
    this.#looked = { from: this.#pageOf(first), to: this.#pageOf(last) + 1 };
    this.#loadLooked();
  }

  /** Begins anew, with the first page. What is held stays until the new page has come. */
  restart(): void {
    this.#generation += 1;
    this.#loading.clear();
    this.#stale.clear();
    this.#isRestarting = true;
    this.#isWantedAgain = false;
    this.error.value = undefined;
    void this.#ask(0);
  }

  /**
   * Something in the list has changed. Asks again for the rows that are looked at and shows them in their places, so that a reader who is
   * far down stays there. Rows that are new at the beginning make `hasNews` true.
   */
  refresh(): void {
    // The reply that is under way may be older than the change.
    this.#isWantedAgain = this.#loading.size > 0;
    if (this.#isWantedAgain) return;
    if (this.#knownRows === 0 || this.#isRestarting) {
      this.restart();
      return;
    }
    const { from, to } = this.#looked;
    for (const page of [...this.#pages.keys()]) {
      if (page !== 0 && (page < from || page > to)) this.#pages.delete(page);
      else this.#stale.add(page);
    }
    this.error.value = undefined;
    this.#loadLooked();
    // What is new stands in the first page, wherever the reader is.
    this.#needFirst();
  }

  /** Asks again for what has failed. */
  retry(): void {
    if (this.#isRestarting || this.#knownRows === 0) {
      this.restart();
      return;
    }
    this.error.value = undefined;
    this.#loadLooked();
  }

  #pageOf(index: number): number {
    return Math.max(
      this.#starts.findLastIndex((start) => start <= index),
      0,
    );
  }

  #loadLooked(): void {
    for (let page = this.#looked.from; page <= this.#looked.to; page++) void this.#need(page);
  }

  #needFirst(): void {
    if (!this.#pages.has(0)) this.#stale.add(0);
    void this.#need(0);
  }

  async #need(page: number): Promise<void> {
    const isHeld = this.#pages.has(page) && !this.#stale.has(page);
    if (page >= this.#cursors.length || isHeld || this.#loading.has(page)) return;
    if (!this.#isRestarting && this.error.value === undefined) await this.#ask(page);
  }

  async #ask(page: number): Promise<void> {
    const generation = this.#generation;
    const cursor = this.#isRestarting ? undefined : this.#cursors[page];
    this.#loading.add(page);
    try {
      const { items, nextCursor } = await this.#load(cursor);
      if (generation !== this.#generation) return;
      this.#loading.delete(page);
      // The list may have been cut before this page while it was on its way.
      if (this.#isRestarting || (page < this.#cursors.length && this.#cursors[page] === cursor)) {
        this.#take(page, items, nextCursor);
      }
    } catch (cause) {
      if (generation !== this.#generation) return;
      this.#loading.delete(page);
      this.#isWantedAgain = false;
      this.error.value = errorOf(cause);
    }
    this.changes.value += 1;
    if (this.#isWantedAgain && this.#loading.size === 0) this.refresh();
  }

  #take(page: number, items: readonly Item[], nextCursor: string | undefined): void {
    if (this.#isRestarting) {
      this.#isRestarting = false;
      this.#forget();
      this.hasNews.value = false;
    } else if (page === 0 && this.#stale.has(0)) {
      this.#takeNews(items, nextCursor);
      return;
    }
    this.#stale.delete(page);
    this.#keep(page, items, nextCursor);
    // A page may be empty and not the last one.
    if (items.length === 0 && nextCursor !== undefined) void this.#need(page + 1);
  }

  #forget(): void {
    this.#pages.clear();
    this.#cursors = [undefined];
    this.#starts = [0];
    this.#knownRows = 0;
    this.#isComplete = false;
    this.#looked = { from: 0, to: 0 };
  }

  /** The first page has been asked for again. If other rows are in it now, those that are held keep their places. */
  #takeNews(items: readonly Item[], nextCursor: string | undefined): void {
    this.#stale.delete(0);
    const shown = this.#pages.get(0);
    if (shown === undefined) {
      this.hasNews.value ||= nextCursor !== this.#cursors[1];
      return;
    }
    const fresh = new Map(items.map((item) => [this.#keyOf(item), item]));
    const isSame = shown.length === items.length && shown.every((item) => fresh.has(this.#keyOf(item)));
    if (isSame) {
      this.#keep(0, items, nextCursor);
      return;
    }
    this.hasNews.value = true;
    this.#pages.set(
      0,
      shown.map((item) => fresh.get(this.#keyOf(item)) ?? item),
    );
  }

  #keep(page: number, items: readonly Item[], nextCursor: string | undefined): void {
    this.#pages.set(page, items);
    const end = (this.#starts[page] ?? 0) + items.length;
    const known = this.#starts[page + 1];
    if (
      nextCursor === undefined ||
      (known !== undefined && (known !== end || this.#cursors[page + 1] !== nextCursor))
    ) {
      this.#cutAfter(page);
      this.#knownRows = end;
    }
    this.#knownRows = Math.max(this.#knownRows, end);
    this.#isComplete = nextCursor === undefined || (this.#isComplete && page + 1 < this.#cursors.length);
    if (nextCursor !== undefined && page + 1 === this.#cursors.length) {
      this.#cursors.push(nextCursor);
      this.#starts.push(end);
    }
    this.#dropFar();
  }

  /** The pages after this one begin elsewhere than they did. */
  #cutAfter(page: number): void {
    this.#cursors.length = page + 1;
    this.#starts.length = page + 1;
    for (const held of [...this.#pages.keys()]) if (held > page) this.#pages.delete(held);
  }

  #dropFar(): void {
    const middle = (this.#looked.from + this.#looked.to) / 2;
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const far of byDistance.slice(0, Math.max(this.#pages.size - KEPT_PAGES, 0))) {
      this.#pages.delete(far);
      this.#stale.delete(far);
    }
  }
}
