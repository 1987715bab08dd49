import type { TestService } from './service.ts';

const PAUSE_MS = 5;

/** A stream that is read piece by piece. */
export class Listener {
  readonly #stop: AbortController;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly status: number;
  #text = '';

  private constructor(reply: Response, stop: AbortController) {
    this.#stop = stop;
    this.status = reply.status;
    this.#reader = reply.body?.getReader();
  }

  static async to(
    { url }: Pick<TestService, 'url'>,
    token: string,
    headers: Readonly<Record<string, string>> = {},
    path = '/v1/events',
  ): Promise<Listener> {
    const stop = new AbortController();
    const sent = { authorization: `Bearer ${token}`, ...headers };
    return new Listener(await fetch(url + path, { headers: sent, signal: stop.signal }), stop);
  }

  /** Of a reply that came over no socket. */
  static of(reply: Response): Listener {
    return new Listener(reply, new AbortController());
  }

  /** All that has come, once it has this. */
  async hears(what: string): Promise<string> {
    while (!this.#text.includes(what)) {
      const piece = await this.#reader?.read();
      if (piece?.value === undefined) throw new Error(`the stream has ended without ${what}: ${this.#text}`);
      this.#text += new TextDecoder().decode(piece.value);
    }
    return this.#text;
  }

  /** All that has come so far. */
  get text(): string {
    return this.#text;
  }

  /** The position that came last. */
  get position(): string {
    return [...this.#text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '';
  }

  /** All that has come by its end. */
  async end(): Promise<string> {
    for (;;) {
      const piece = await this.#reader?.read();
      if (piece?.value === undefined) return this.#text;
      this.#text += new TextDecoder().decode(piece.value);
    }
  }

  /** All that has come until its server was gone. Whether that is an end or a broken reply, the versions of Node see in different ways. */
  async cut(): Promise<string> {
    return this.end().catch(() => this.#text);
  }

  leave(): void {
    this.#stop.abort();
  }

  /** Wants no more of it. */
  async cancel(): Promise<void> {
    await this.#reader?.cancel();
  }
}

/** Why a stream has ended. */
export const endOf = (text: string): string | undefined => /event: END\ndata: \{"reason":"(.*)"\}\n\n$/.exec(text)?.[1];

/** Asks again until the answer is right. */
export async function until<Answer>(ask: () => Promise<Answer>, isRight: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
