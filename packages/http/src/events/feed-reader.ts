import { type FeedEvent, type Store, systemTimer } from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { eventText } from './event-text.ts';
import type { EventSettings } from './options.ts';

/** An event, and how it is sent. The text is made once for all subscribers. */
interface ToldEvent {
  readonly event: FeedEvent;
  readonly text: string;
}

/** What one read of the feed has brought. */
export interface ToldPage {
  readonly events: readonly ToldEvent[];
  /** The position after it. */
  readonly position: string;
}

/** At most so many events at once. */
export const EVENTS_AT_ONCE = 500;
/** A read that brought so many is followed by the next one at once. */
const BUSY = 100;
/** A page may have one event only, and its position may be long. */
const MOST_PAGES = 1_000;

/**
 * Reads the feed of the store from now on, once for all subscribers, and keeps the newest pages. Each subscriber takes them at its own
 * pace, by their numbers. One that falls behind the backlog misses events: nobody waits for it, and nothing is kept for it.
 */
export class FeedReader {
  readonly #feed: Store['feed'];
  readonly #settings: Pick<EventSettings, 'pollMs' | 'backlog'>;
  readonly #onEvent: (event: FeedEvent) => void;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();
  #pages: readonly ToldPage[] = [];
  /** The number of the first page that is kept. */
  #first = 0;
  #events = 0;
  #position = '';
  #failure: { readonly cause: unknown } | undefined;

  /** `onEvent` gets each event once, before anybody is told. */
  constructor(
    feed: Store['feed'],
    settings: Pick<EventSettings, 'pollMs' | 'backlog'>,
    onEvent: (event: FeedEvent) => void,
  ) {
    this.#feed = feed;
    this.#settings = settings;
    this.#onEvent = onEvent;
  }

  /** Resolves once it knows where it begins. Rejects as `feed.latest` does. It then reads until it is stopped, or `feed.read` rejects. */
  async begin(): Promise<void> {
    try {
      this.#position = await this.#feed.latest();
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
    void this.#run();
  }

  stop(): void {
    this.#stop.abort();
  }

  /** The number of the page that comes next. */
  get next(): number {
    return this.#first + this.#pages.length;
  }

  /** The position after all that was read. */
  get position(): string {
    return this.#position;
  }

  /** Why it reads no more. */
  get failure(): { readonly cause: unknown } | undefined {
    return this.#failure;
  }

  /** The page of this number. Undefined if there is none yet; `gone` if it is no longer kept. */
  pageAt(number: number): ToldPage | 'gone' | undefined {
    return number < this.#first ? 'gone' : this.#pages[number - this.#first];
  }

  /** Resolves when the feed was read again, after so many milliseconds, or with the signal. */
  async readAgain(milliseconds: number, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.add(wake);
    stop.addEventListener('abort', wake);
    await systemTimer.sleep(milliseconds, woken);
    stop.removeEventListener('abort', wake);
    this.#waiting.delete(wake);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    try {
      while (!signal.aborted) {
        const found = await this.#read();
        this.#wakeAll();
        if (found < BUSY) await sleepUnlessStopped(systemTimer, this.#settings.pollMs, signal);
      }
    } catch (cause) {
      this.#failure = { cause };
      this.#wakeAll();
    }
  }

  /** How many events it has found. */
  async #read(): Promise<number> {
    const { events, next } = await this.#feed.read({ after: this.#position, limit: EVENTS_AT_ONCE });
    this.#position = next;
    if (events.length > 0) this.#add(events);
    return events.length;
  }

  #add(events: readonly FeedEvent[]): void {
    for (const event of events) this.#onEvent(event);
    const told = events.map((event) => ({ event, text: eventText(event) }));
    this.#pages = [...this.#pages, { events: told, position: this.#position }];
    this.#events += told.length;
    const isTooMuch = (): boolean => this.#events > this.#settings.backlog || this.#pages.length > MOST_PAGES;
    while (this.#pages.length > 1 && isTooMuch()) this.#forgetFirst();
  }

  #forgetFirst(): void {
    const [first, ...others] = this.#pages;
    this.#events -= first?.events.length ?? 0;
    this.#pages = others;
    this.#first += 1;
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }
}
