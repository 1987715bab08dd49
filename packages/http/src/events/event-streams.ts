import {
  type AccountFollower,
  type AccountPage,
  AccountSuspendedError,
  type Clock,
  followAccount,
  type Store,
  systemTimer,
} from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { beginningText, endText, eventsText, eventText, HEARTBEAT, MISSED } from './event-text.ts';
import type { EventSettings } from './options.ts';
import { Seats } from './seats.ts';
import { textStream } from './text-stream.ts';

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

/** The streams of accounts that are open in this process. */
export class EventStreams {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #settings: Pick<EventSettings, 'pollMs' | 'heartbeatMs'>;
  readonly #seats: Seats;

  constructor(store: Store, clock: Clock, settings: EventSettings) {
    this.#store = store;
    this.#clock = clock;
    this.#settings = settings;
    this.#seats = new Seats(settings);
  }

  /** Ends all streams that are open. Their clients may connect again, elsewhere. */
  end(): void {
    this.#seats.end();
  }

  /** Rejects with RATE_LIMITED, ACCOUNT_SUSPENDED, USER_NOT_FOUND, VALIDATION_FAILED and STORAGE_FAILED before there is a stream. */
  async open(opening: OpenStream): Promise<ReadableStream<Uint8Array>> {
    const { username, after } = opening;
    const stop = this.#seats.take(username);
    try {
      const follower = followAccount({ store: this.#store, username, after });
      const first = await follower.read();
      if (first.isSuspended) throw new AccountSuspendedError({ username });
      const missed = first.hasMissed ? MISSED : '';
      const told = eventsText(first.events.map(eventText), first.next);
      const chunks = this.#chunksOf(opening, stop.signal, follower);
      return textStream(beginningText(after ?? first.next) + missed + told, chunks, () => this.#seats.release(stop));
    } catch (error) {
      this.#seats.release(stop);
      throw error;
    }
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
      const text = (page.hasMissed ? MISSED : '') + eventsText(page.events.map(eventText), page.next);
      if (text !== '') yield text;
      else if (silentMs + pollMs >= heartbeatMs) yield HEARTBEAT;
      else continue;
      silentMs = -pollMs;
    }
  }
}
