import { signal } from '@preact/signals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { API_BASE } from './api-base.ts';
import { withToken } from './client.ts';
import { renewedToken } from './session.ts';

/** Whether events arrive. */
export type StreamState = 'connecting' | 'live' | 'refused';

const MISSED: EventSourceMessage = { id: undefined, event: 'MISSED', data: '{}' };

/** A stream of server-sent events that connects again where it was cut off. A browser's EventSource cannot send a token. */
export class EventStream {
  readonly state = signal<StreamState>('connecting');
  readonly #path: string;
  readonly #listeners = new Set<(event: EventSourceMessage) => void>();
  #running: AbortController | undefined;
  #lastId: string | undefined;
  #retryMs = 3_000;
  #wasLive = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Runs while somebody listens. Returns how to stop listening. */
  listen(listener: (event: EventSourceMessage) => void): () => void {
    this.#listeners.add(listener);
    if (this.#running === undefined) {
      this.#running = new AbortController();
      void this.#run(this.#running.signal);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#running?.abort();
      this.#running = undefined;
    };
  }

  async #run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.#read(stop);
      } catch {
        // The service has gone away, and may come back.
      }
      if (stop.aborted || this.state.value === 'refused') return;
      this.state.value = 'connecting';
      await new Promise((resolve) => setTimeout(resolve, this.#retryMs));
    }
  }

  async #read(stop: AbortSignal): Promise<void> {
    const headers = new Headers({ accept: 'text/event-stream' });
    if (this.#lastId !== undefined) headers.set('last-event-id', this.#lastId);
    const reply = await withToken(new Request(API_BASE + this.#path, { headers, signal: stop }));
    if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) this.state.value = 'refused';
    if (!reply.ok || reply.body === null) return;
    this.state.value = 'live';
    // Without a position it begins now: what has happened since the last one was cut off is not told.
    if (this.#wasLive && this.#lastId === undefined) for (const listener of this.#listeners) listener(MISSED);
    this.#wasLive = true;
    let hasEnded = false;
    const parser = createParser({
      onRetry: (milliseconds) => {
        this.#retryMs = milliseconds;
      },
      onEvent: (event) => {
        if (event.id !== undefined) this.#lastId = event.id;
        if (event.event === 'END') hasEnded = true;
        else for (const listener of this.#listeners) listener(event);
      },
    });
    for await (const text of reply.body.pipeThrough(new TextDecoderStream())) {
      parser.feed(text);
      if (hasEnded) break;
    }
    // Most often the token has expired.
    if (hasEnded) await renewedToken();
  }
}

/** The events of the account that has logged in. */
export const accountStream = new EventStream('/v1/events');
