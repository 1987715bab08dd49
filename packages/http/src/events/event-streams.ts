import {
  type AccountFollower,
  type AccountPage,
  AccountSuspendedError,
  type Clock,
  followAccount,
  type Store,
  systemTimer,
} from '@orderfolio/domain';
import { type OptionRules, sleepUnlessStopped, wholeNumber } from '@orderfolio/domain/adapter';
import { LONGEST_TIMER_MS, requireWithin } from '../options.ts';
import { HttpError } from '../problems/http-error.ts';
import { beginningText, endText, eventsText, HEARTBEAT, MISSED } from './event-text.ts';

/** How accounts are followed by `GET /v1/events`. */
export interface EventOptions {
  /** How often an account is looked at, in milliseconds. Each look takes two small reads of the store. Default 2,000. */
  readonly pollMs?: number | undefined;
  /** How long a stream is silent before it shows that it is alive, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number | undefined;
  /** How many streams a user may have open in this process. Default 5. */
  readonly perUser?: number | undefined;
  /** How many streams may be open in this process. Default 1,000. */
  readonly total?: number | undefined;
}

const time = wholeNumber(1, LONGEST_TIMER_MS, 'milliseconds');
const OPTIONS: OptionRules<EventOptions> = {
  pollMs: time,
  heartbeatMs: time,
  perUser: wholeNumber(1),
  total: wholeNumber(1),
};

/** Whose stream to open, and for how long. */
export interface OpenStream {
  readonly username: string;
  /** `Last-Event-ID`. */
  readonly after: string | undefined;
  /** When the token of the caller expires, in milliseconds since 1970. Undefined if a gateway has let the caller pass. */
  readonly expiresAt: number | undefined;
  /** Gets the error that has ended the stream. */
  readonly onFailure: (error: unknown) => void;
}

/** The streams of events that are open in this process. */
export class EventStreams {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #settings: { readonly [Name in keyof EventOptions]-?: number };
  readonly #open = new Map<AbortController, string>();

  /** CONFIGURATION_INVALID, naming the option. */
  constructor(store: Store, clock: Clock, options: EventOptions) {
    requireWithin('events', options, OPTIONS);
    const { pollMs = 2_000, heartbeatMs = 15_000, perUser = 5, total = 1_000 } = options;
    this.#store = store;
    this.#clock = clock;
    this.#settings = { pollMs, heartbeatMs, perUser, total };
  }

  /** Ends all streams that are open. Their clients may connect again, elsewhere. */
  end(): void {
    for (const stop of this.#open.keys()) stop.abort();
  }

  /** Rejects with RATE_LIMITED, ACCOUNT_SUSPENDED, USER_NOT_FOUND, VALIDATION_FAILED and STORAGE_FAILED before there is a stream. */
  async open(opening: OpenStream): Promise<ReadableStream<Uint8Array>> {
    const { username, after } = opening;
    const stop = this.#take(username);
    try {
      const follower = followAccount({ store: this.#store, username, after });
      const first = await follower.read();
      if (first.isSuspended) throw new AccountSuspendedError({ username });
      const missed = first.hasMissed ? MISSED : '';
      const told = first.events.length === 0 ? '' : eventsText(first.events, first.next);
      const chunks = this.#chunksOf(opening, stop.signal, follower);
      return streamOf(beginningText(after ?? first.next) + missed + told, chunks, () => this.#release(stop));
    } catch (error) {
      this.#release(stop);
      throw error;
    }
  }

  #take(username: string): AbortController {
    const { perUser, total, pollMs } = this.#settings;
    const own = [...this.#open.values()].filter((user) => user === username).length;
    if (own >= perUser || this.#open.size >= total) throw new HttpError('RATE_LIMITED', { retryAfterMs: 5 * pollMs });
    const stop = new AbortController();
    this.#open.set(stop, username);
    return stop;
  }

  #release(stop: AbortController): void {
    this.#open.delete(stop);
    stop.abort();
  }

  /** What is sent. Nothing is read of the store before what was read has been taken. */
  async *#chunksOf(
    { expiresAt = Number.POSITIVE_INFINITY, onFailure }: OpenStream,
    stop: AbortSignal,
    follower: AccountFollower,
  ): AsyncGenerator<string, void, undefined> {
    const { pollMs, heartbeatMs } = this.#settings;
    for (let silentMs = 0; ; silentMs += pollMs) {
      await sleepUnlessStopped(systemTimer, pollMs, stop);
      if (stop.aborted) return yield endText('SERVICE_STOPPING');
      if (this.#clock.now().getTime() >= expiresAt) return yield endText('TOKEN_EXPIRED');
      let page: AccountPage;
      try {
        page = await follower.read();
      } catch (error) {
        onFailure(error);
        return yield endText('STORE_FAILED');
      }
      if (page.isSuspended) return yield endText('ACCOUNT_SUSPENDED');
      const text = (page.hasMissed ? MISSED : '') + eventsText(page.events, page.next);
      if (text !== '') yield text;
      else if (silentMs + pollMs >= heartbeatMs) yield HEARTBEAT;
      else continue;
      silentMs = -pollMs;
    }
  }
}

/** A stream of texts that asks for the next one when the last one was taken. `onEnd` is called once, however it ends. */
function streamOf(first: string, chunks: AsyncGenerator<string, void>, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(first));
    },
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (value !== undefined) controller.enqueue(encoder.encode(value));
      if (done !== true) return;
      onEnd();
      controller.close();
    },
    cancel: onEnd,
  });
}
