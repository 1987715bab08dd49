import {
  AccountSuspendedError,
  type Clock,
  type FeedEvent,
  type FeedPage,
  FeedTrimmedError,
  type Store,
  systemClock,
} from '@orderfolio/domain';
import { AccessDeniedError } from '@orderfolio/security';
import type { OpenStream } from './event-streams.ts';
import {
  beginningText,
  type EndReason,
  endText,
  eventsText,
  eventText,
  HEARTBEAT,
  idText,
  MISSED,
} from './event-text.ts';
import { EVENTS_AT_ONCE, FeedReader, type ToldPage } from './feed-reader.ts';
import type { EventSettings } from './options.ts';
import { Seats } from './seats.ts';
import { textStream } from './text-stream.ts';

/** Who subscribes, and to which events. */
export interface OpenOperatorStream extends OpenStream {
  readonly shows: (event: FeedEvent) => boolean;
}

/** A client goes on with at most so many reads of its own. */
const MOST_READS = 50;
/** A header takes no longer position: a stream has several shards, and each its place. */
const LONGEST_POSITION = 8_000;
/** The position of who cannot go on. No feed gives it. */
const TOO_LONG = 'too-long';

/** The reader that all share, and how many they are. */
interface Shared {
  readonly reader: FeedReader;
  readonly begun: Promise<void>;
  subscribers: number;
}

/** An open stream, and why it ends. */
interface Subscriber extends OpenOperatorStream {
  readonly stop: AbortController;
  /** Why nothing more is shown, once something has happened to the account. */
  lost: EndReason | undefined;
}

/** The role that operators have. */
const OPERATOR = 'admin';

/**
 * The streams of operators that are open in this process: what the feed of the store tells, of all accounts. The feed is read once,
 * however many subscribe, from the first subscriber to the last.
 */
export class OperatorStreams {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #settings: EventSettings;
  readonly #seats: Seats;
  readonly #subscribers = new Set<Subscriber>();
  #shared: Shared | undefined;

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

  /**
   * Rejects before there is a stream: with RATE_LIMITED, ACCOUNT_SUSPENDED, ACCESS_DENIED, CONFIGURATION_INVALID for a store that keeps
   * no feed, VALIDATION_FAILED for a position that is none, and STORAGE_FAILED.
   */
  async open(opening: OpenOperatorStream): Promise<ReadableStream<Uint8Array>> {
    const stop = this.#seats.take(opening.username);
    const subscriber: Subscriber = { ...opening, stop, lost: undefined };
    const shared = this.#join(subscriber);
    const leave = (): void => this.#leave(shared, subscriber);
    try {
      await shared.begun;
      // What happens to the account from here on is told by the feed.
      await this.#requireOperator(opening);
      const { next, position } = shared.reader;
      const { after } = opening;
      const earlier = this.#since(after, position, opening.shows);
      const first = await earlier.next();
      const begin = beginningText(sendable(after ?? position)) + (first.value ?? '');
      return textStream(begin, this.#chunksOf(subscriber, shared.reader, earlier, next), leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  #join(subscriber: Subscriber): Shared {
    const running = this.#shared?.reader.failure === undefined ? this.#shared : undefined;
    const shared = running ?? this.#start();
    this.#shared = shared;
    this.#subscribers.add(subscriber);
    shared.subscribers += 1;
    return shared;
  }

  #start(): Shared {
    const reader = new FeedReader(this.#store.feed, this.#settings, (event) => this.#noticeLoss(event));
    return { reader, begun: reader.begin(), subscribers: 0 };
  }

  #leave(shared: Shared, subscriber: Subscriber): void {
    if (!this.#subscribers.delete(subscriber)) return;
    this.#seats.release(subscriber.stop);
    shared.subscribers -= 1;
    if (shared.subscribers > 0) return;
    shared.reader.stop();
    if (this.#shared === shared) this.#shared = undefined;
  }

  /** A gateway may let in somebody who has no account, and names the role itself. */
  async #requireOperator({ username, expiresAt }: OpenStream): Promise<void> {
    const user = await this.#store.users.get(username);
    if (user === undefined) return;
    if (user.status !== 'ACTIVE') throw new AccountSuspendedError({ username });
    if (expiresAt !== undefined && user.role !== OPERATOR)
      throw new AccessDeniedError({ username, reason: 'ROLE_REQUIRED', required: [OPERATOR] });
  }

  /** Whoever is suspended, erased or no operator any more sees no more. */
  #noticeLoss(event: FeedEvent): void {
    if (event.type !== 'USER_CHANGED') return;
    const { username, data } = event;
    const isDemoted = data.fields.includes('role') && data.role !== OPERATOR;
    const lost = data.status !== 'ACTIVE' ? 'ACCOUNT_SUSPENDED' : isDemoted ? 'ACCESS_DENIED' : undefined;
    if (lost === undefined) return;
    for (const subscriber of this.#subscribers) if (subscriber.username === username) subscriber.lost = lost;
  }

  /** What has happened since a position. Only who goes on from one reads this, and only once. */
  async *#since(
    after: string | undefined,
    now: string,
    shows: OpenOperatorStream['shows'],
  ): AsyncGenerator<string, void> {
    if (after === undefined) return;
    const missed = missedText(now);
    if (after === TOO_LONG) return yield missed;
    let position = after;
    let left = this.#settings.backlog;
    for (let reads = 0; reads < MOST_READS && left > 0; reads++) {
      let page: FeedPage;
      try {
        page = await this.#store.feed.read({ after: position, limit: Math.min(left, EVENTS_AT_ONCE) });
      } catch (error) {
        if (error instanceof FeedTrimmedError) return yield missed;
        throw error;
      }
      if (page.events.length === 0) return;
      position = page.next;
      left -= page.events.length;
      const text = eventsText(page.events.filter(shows).map(eventText), sendable(position));
      if (text !== '') yield text;
    }
    yield missed;
  }

  async *#chunksOf(
    subscriber: Subscriber,
    reader: FeedReader,
    earlier: AsyncGenerator<string, void>,
    next: number,
  ): AsyncGenerator<string, void, undefined> {
    const { pollMs, heartbeatMs } = this.#settings;
    try {
      yield* earlier;
    } catch (error) {
      subscriber.onFailure(error);
      return yield endText('STORE_FAILED');
    }
    let number = next;
    let spokeAt = systemClock.now().getTime();
    for (;;) {
      const reason = this.#endOf(subscriber);
      if (reason !== undefined) return yield endText(reason);
      const page = reader.pageAt(number);
      let text: string;
      if (page === 'gone') {
        number = reader.next;
        text = missedText(reader.position);
      } else if (page !== undefined) {
        number += 1;
        text = pageText(page, subscriber.shows);
      } else if (reader.failure !== undefined) {
        subscriber.onFailure(reader.failure.cause);
        return yield endText('STORE_FAILED');
      } else if (Math.abs(systemClock.now().getTime() - spokeAt) >= heartbeatMs) {
        text = idText(sendable(reader.position)) + HEARTBEAT;
      } else {
        await reader.readAgain(Math.min(pollMs, heartbeatMs), subscriber.stop.signal);
        continue;
      }
      if (text === '') continue;
      yield text;
      spokeAt = systemClock.now().getTime();
    }
  }

  #endOf({ stop, lost, expiresAt = Number.POSITIVE_INFINITY }: Subscriber): EndReason | undefined {
    if (stop.signal.aborted) return 'SERVICE_STOPPING';
    if (this.#clock.now().getTime() >= expiresAt) return 'TOKEN_EXPIRED';
    return lost;
  }
}

function pageText({ events, position }: ToldPage, shows: OpenOperatorStream['shows']): string {
  const texts = events.filter(({ event }) => shows(event)).map(({ text }) => text);
  return eventsText(texts, sendable(position));
}

function missedText(position: string): string {
  return idText(sendable(position)) + MISSED;
}

function sendable(position: string): string {
  return position.length > LONGEST_POSITION ? TOO_LONG : position;
}
