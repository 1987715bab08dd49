import { signal } from '@preact/signals';
import { errorOf, type ServiceError } from './problem.ts';

/** A page of a list as the API gives it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string | undefined;
}

/** The API's greatest page. */
export const PAGE_SIZE = 100;

/** How many pages are kept: those around the one that is looked at. */
const KEPT_PAGES = 7;

/**
 * A long list of which a window is held. A page is asked for when one of its rows is looked at, and dropped when the reader is far away.
 * Its cursor stays, so that it can be asked for again.
 */
export class WindowOfPages<Item> {
  /** Goes up with every change of what is held. */
  readonly changes = signal(0);
  readonly error = signal<ServiceError | undefined>(undefined);
  readonly #load: (cursor: string | undefined) => Promise<ListPage<Item>>;
  readonly #pages = new Map<number, readonly Item[]>();
  readonly #loading = new Set<number>();
  #cursors: (string | undefined)[] = [undefined];
  /** The first row of each page whose cursor is known. */
  #starts: number[] = [0];
  #knownRows = 0;
  #isComplete = false;
  #generation = 0;

  constructor(load: (cursor: string | undefined) => Promise<ListPage<Item>>) {
    this.#load = load;
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
    const from = this.#pageOf(first);
    const to = this.#pageOf(last) + 1;
    for (let page = from; page <= to; page++) void this.#need(page, (from + to) / 2);
  }

  /** Begins anew, with the first page. What is held stays until the new page has come. */
  restart(): void {
    this.#generation += 1;
    this.#loading.clear();
    void this.#need(0, 0, true);
  }

  #pageOf(index: number): number {
    return this.#starts.findLastIndex((start) => start <= index);
  }

  async #need(page: number, middle: number, isRestart = false): Promise<void> {
    const isKnown = page < this.#cursors.length;
    if (!isKnown || this.#loading.has(page) || (this.#pages.has(page) && !isRestart)) return;
    const generation = this.#generation;
    this.#loading.add(page);
    try {
      const { items, nextCursor } = await this.#load(this.#cursors[page]);
      if (generation !== this.#generation) return;
      if (isRestart) this.#forget();
      this.#keep(page, items, nextCursor, middle);
      this.error.value = undefined;
    } catch (cause) {
      if (generation === this.#generation) this.error.value = errorOf(cause);
    } finally {
      if (generation === this.#generation) this.#loading.delete(page);
    }
    this.changes.value += 1;
  }

  #forget(): void {
    this.#pages.clear();
    this.#cursors = [undefined];
    this.#starts = [0];
    this.#knownRows = 0;
    this.#isComplete = false;
  }

  #keep(page: number, items: readonly Item[], nextCursor: string | undefined, middle: number): void {
    this.#pages.set(page, items);
    const end = (this.#starts[page] ?? 0) + items.length;
    this.#knownRows = Math.max(this.#knownRows, end);
    if (nextCursor === undefined) {
      this.#isComplete = true;
    } else if (page + 1 === this.#cursors.length) {
      this.#cursors.push(nextCursor);
      this.#starts.push(end);
    }
    if (this.#pages.size <= KEPT_PAGES) return;
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const far of byDistance.slice(0, this.#pages.size - KEPT_PAGES)) this.#pages.delete(far);
  }
}
