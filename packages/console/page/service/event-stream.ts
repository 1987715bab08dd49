import { signal } from '@preact/signals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { isObject } from './is-object.ts';
import { errorOf, type ServiceError } from './problem.ts';

/** Whether events arrive. */
export type StreamState = 'connecting' | 'live' | 'refused';

/** How a stream reaches the service. */
export interface StreamSource {
  readonly connect: (headers: Headers, signal: AbortSignal) => Promise<Response>;
  /** Gets another token, since the service has said this. Rejects if it does not answer. */
  readonly renew: (why: string) => Promise<unknown>;
}

/** What the stream waits for before it connects again, in milliseconds, and how long a live one may be silent. */
export interface StreamTimes {
  /** Until the service says how long. */
  readonly retryMs: number;
  /** After a refusal: the service may have been told otherwise since. */
  readonly refusedMs: number;
  /** The service shows every 15 seconds that it is alive. */
  readonly silenceMs: number;
}

const TIMES: StreamTimes = { retryMs: 3_000, refusedMs: 30_000, silenceMs: 45_000 };
/** Listeners read everything anew then. */
const MISSED: EventSourceMessage = { id: undefined, event: 'MISSED', data: '{}' };

const ENDS_OF_LOGINS = new Set(['TOKEN_EXPIRED', 'ACCOUNT_SUSPENDED']);

type Listener = (event: EventSourceMessage) => void;

/** A stream of server-sent events that connects again where it was cut off. A browser's EventSource cannot send a token. */
export class EventStream {
  readonly state = signal<StreamState>('connecting');
  /** Why it is refused. Undefined unless it is. */
  readonly refusal = signal<ServiceError | undefined>(undefined);
  readonly #source: StreamSource;
  readonly #times: StreamTimes;
  readonly #listeners = new Set<Listener>();
  #running: AbortController | undefined;
  #lastId: string | undefined;
  #retryMs: number;
  #wasLive = false;

  constructor(source: StreamSource, times: StreamTimes = TIMES) {
    this.#source = source;
    this.#times = times;
    this.#retryMs = times.retryMs;
  }

  /** Runs while somebody listens, from now on. Returns how to stop listening. */
  listen(listener: Listener): () => void {
    // Who listens twice with one function is told twice.
    const own: Listener = (event) => listener(event);
    this.#listeners.add(own);
    if (this.#running === undefined) {
      this.#running = new AbortController();
      void this.#run(this.#running.signal);
    }
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size > 0) return;
      this.#running?.abort();
      this.#running = undefined;
      // Whoever listens next may have logged in as somebody else.
      this.#lastId = undefined;
      this.#wasLive = false;
      this.state.value = 'connecting';
    };
  }

  async #run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const waitMs = await this.#read(stop).catch(() => this.#retryMs);
      if (stop.aborted) return;
      if (this.state.value === 'live') this.state.value = 'connecting';
      await sleep(waitMs, stop);
    }
  }

  /** Reads until the stream ends. Resolves with how long to wait before the next one. */
  async #read(stop: AbortSignal): Promise<number> {
    const silence = new AbortController();
    const headers = new Headers({ accept: 'text/event-stream' });
    if (this.#lastId !== undefined) headers.set('last-event-id', this.#lastId);
    const reply = await this.#source.connect(headers, AbortSignal.any([stop, silence.signal]));
    if (stop.aborted) return 0;
    if (!reply.ok || reply.body === null) {
      const problem: unknown = await reply.json().catch(() => undefined);
      return stop.aborted ? 0 : this.#refusedWith(reply.status, errorOf(problem));
    }
    this.state.value = 'live';
    this.refusal.value = undefined;
    // Without a position it begins now: what has happened since the last one was cut off is not told.
    if (this.#wasLive && this.#lastId === undefined) this.#tell(MISSED);
    this.#wasLive = true;
    const endReason = await this.#take(reply.body, silence, stop);
    if (endReason === undefined || stop.aborted) return this.#retryMs;
    // A suspended account gets no other token: the login ends, and says why.
    if (ENDS_OF_LOGINS.has(endReason)) await this.#source.renew(endReason);
    return endReason === 'TOKEN_EXPIRED' ? 0 : this.#retryMs;
  }

  #refusedWith(status: number, error: ServiceError): number {
    if (status === 400 && this.#lastId !== undefined) {
      // The position is none of this account, or none any more.
      this.#lastId = undefined;
      return 0;
    }
    // A service that is set up without what the stream needs stays like that.
    const mayPass = status >= 500 && error.code !== 'CONFIGURATION_INVALID';
    if (mayPass || status === 429) {
      this.state.value = 'connecting';
      return this.#retryMs;
    }
    this.refusal.value = error;
    this.state.value = 'refused';
    return this.#times.refusedMs;
  }

  /** Resolves with the reason that the service gives for the end, or undefined if the connection has broken. */
  async #take(
    body: ReadableStream<Uint8Array>,
    silence: AbortController,
    stop: AbortSignal,
  ): Promise<string | undefined> {
    let reason: string | undefined;
    const parser = createParser({
      onRetry: (milliseconds) => {
        this.#retryMs = milliseconds;
      },
      onEvent: (event) => {
        if (stop.aborted) return;
        if (event.id !== undefined) this.#lastId = event.id;
        if (event.event === 'END') reason = reasonOf(event.data);
        else this.#tell(event);
      },
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    while (reason === undefined) {
      const timer = setTimeout(() => silence.abort(), this.#times.silenceMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return undefined;
      parser.feed(decoder.decode(value, { stream: true }));
    }
    await reader.cancel();
    return reason;
  }

  #tell(event: EventSourceMessage): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function reasonOf(data: string): string {
  try {
    const end: unknown = JSON.parse(data);
    if (isObject(end) && typeof end['reason'] === 'string') return end['reason'];
  } catch {
    // It has ended all the same.
  }
  return 'UNKNOWN';
}

function sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    stop.addEventListener('abort', wake);
  });
}
