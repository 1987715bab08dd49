import { signal } from '@preact/signals';
import { errorOf, type ServiceError } from './problem.ts';

/** How long it waits before it asks again by itself, after the first failure, the second, and so on. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** What was asked of the service, and what came of it. */
interface Outcome<Value> {
  readonly value?: Value;
  readonly error?: ServiceError | undefined;
}

/**
 * Asks the service for one thing, as often as wanted, one question at a time: those that come meanwhile become one more. What has come
 * stays while it is asked for again. After an error that may pass, it asks again by itself.
 */
export class Loader<Value> {
  readonly outcome = signal<Outcome<Value>>({});
  readonly #load: () => Promise<Value>;
  #isAsking = false;
  #isWantedAgain = false;
  #isStopped = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(load: () => Promise<Value>) {
    this.#load = load;
  }

  readonly reload = (): void => {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    if (this.#isAsking) this.#isWantedAgain = true;
    else void this.#ask();
  };

  /** What comes from now on is passed by. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    this.#isWantedAgain = false;
    try {
      const value = await this.#load();
      if (this.#isStopped) return;
      this.#failures = 0;
      this.outcome.value = { value };
    } catch (cause) {
      if (this.#isStopped) return;
      this.#fail(errorOf(cause));
    } finally {
      this.#isAsking = false;
    }
    if (this.#isWantedAgain) this.reload();
  }

  #fail(error: ServiceError): void {
    this.outcome.value = { ...this.outcome.value, error };
    if (!error.isRetryable) return;
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(this.reload, wait);
  }
}
