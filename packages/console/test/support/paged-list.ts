import type { ListPage } from '../../page/service/window-of-pages.ts';

export interface Row {
  readonly id: string;
  readonly status: string;
}

/** A list as the API pages it: the newest first, and a cursor is the last row of the page before. */
export class PagedList {
  readonly #pageSize: number;
  rows: readonly Row[];
  /** The cursors that were asked for. */
  readonly asked: (string | undefined)[] = [];
  /** What the next call rejects with. */
  failure: unknown;
  /** While it is there, replies wait for it. */
  gate: Promise<void> | undefined;

  constructor(count: number, pageSize = 100) {
    this.#pageSize = pageSize;
    this.rows = Array.from({ length: count }, (_, index) => rowOf(count - index));
  }

  readonly load = async (cursor: string | undefined): Promise<ListPage<Row>> => {
    this.asked.push(cursor);
    const { failure } = this;
    const page = this.#pageAfter(cursor);
    await this.gate;
    if (failure !== undefined) throw failure;
    return page;
  };

  add(): void {
    this.rows = [rowOf(this.rows.length + 1), ...this.rows];
  }

  set(id: string, status: string): void {
    this.rows = this.rows.map((row) => (row.id === id ? { id, status } : row));
  }

  remove(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  #pageAfter(cursor: string | undefined): ListPage<Row> {
    const from = cursor === undefined ? 0 : this.rows.findIndex(({ id }) => Number(id) < Number(cursor));
    const items = from === -1 ? [] : this.rows.slice(from, from + this.#pageSize);
    const last = items.at(-1);
    const isLast = last === undefined || last.id === this.rows.at(-1)?.id;
    return { items, ...(!isLast && { nextCursor: last.id }) };
  }
}

function rowOf(id: number): Row {
  return { id: String(id), status: 'QUEUED' };
}

/** Lets all replies arrive that are under way. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
