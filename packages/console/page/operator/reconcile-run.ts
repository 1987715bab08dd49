import { signal } from '@preact/signals';
import { errorOf, type ServiceError } from '../service/problem.ts';
import type { ListPage } from '../service/window-of-pages.ts';

/** What checking one user has found. */
export interface Checked {
  readonly username: string;
  readonly reconciled: boolean;
  /** How many differences there are. */
  readonly differences: number;
}

/** A user whose ledgers do not add up, or who could not be checked. */
export interface Finding {
  readonly username: string;
  readonly differences: number;
  readonly error?: ServiceError | undefined;
}

/** How far a run is. */
export interface Progress {
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly checked: number;
  readonly reconciled: number;
  readonly current: string | undefined;
  /** The first ones, up to a limit. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  /** Why the list could not be read further. */
  readonly error?: ServiceError | undefined;
}

/** How many findings are kept. All are counted. */
const KEPT_FINDINGS = 100;

interface RunSource {
  readonly page: (cursor: string | undefined) => Promise<ListPage<{ readonly username: string }>>;
  readonly check: (username: string) => Promise<Checked>;
}

/** Checks the users of a list, one after the other: each reads the user's whole history. */
export class ReconcileRun {
  readonly progress = signal<Progress>({
    state: 'running',
    checked: 0,
    reconciled: 0,
    current: undefined,
    findings: [],
    findingCount: 0,
  });
  readonly #source: RunSource;
  #isStopped = false;

  constructor(source: RunSource) {
    this.#source = source;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Resolves once all are checked, or it has been stopped. */
  async run(): Promise<void> {
    try {
      await this.#walk();
      this.#change({ state: this.#isStopped ? 'stopped' : 'done', current: undefined });
    } catch (cause) {
      this.#change({ state: 'failed', current: undefined, error: errorOf(cause) });
    }
  }

  async #walk(): Promise<void> {
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.#source.page(cursor);
      for (const { username } of items) {
        if (this.#isStopped) return;
        await this.#checkOne(username);
      }
      cursor = nextCursor;
    } while (cursor !== undefined && !this.#isStopped);
  }

  async #checkOne(username: string): Promise<void> {
    this.#change({ current: username });
    try {
      const { reconciled, differences } = await this.#source.check(username);
      if (reconciled) this.#change({ reconciled: this.progress.value.reconciled + 1 });
      else this.#find({ username, differences });
    } catch (cause) {
      this.#find({ username, differences: 0, error: errorOf(cause) });
    }
    this.#change({ checked: this.progress.value.checked + 1 });
  }

  #find(finding: Finding): void {
    const { findings, findingCount } = this.progress.value;
    this.#change({ findings: [...findings, finding].slice(0, KEPT_FINDINGS), findingCount: findingCount + 1 });
  }

  #change(change: Partial<Progress>): void {
    this.progress.value = { ...this.progress.value, ...change };
  }
}
