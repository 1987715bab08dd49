/**
 * The key under which a command is sent. What is meant once has one key, however often it is sent, so that the service carries it out
 * once even if a reply was lost. Another command, or the same after it has been settled, gets another key.
 */
export class Intent {
  #meant: string | undefined;
  #key = '';
  #carriedOut: string | undefined;
  #askedAt = 0;

  keyOf(command: unknown): string {
    const meant = JSON.stringify(command);
    if (meant !== this.#meant) {
      this.#meant = meant;
      this.#key = newKey();
    }
    return this.#key;
  }

  /** What was meant has been carried out, at this time in milliseconds. */
  carriedOut(now: number): void {
    this.#carriedOut = this.#meant;
    this.#askedAt = now;
    this.#meant = undefined;
  }

  /** What was meant has been given up. */
  settle(): void {
    this.#meant = undefined;
  }

  /**
   * Whether this is what has just been carried out, once more: the second half of a double click, or a key that is held. Nobody can have
   * read the result by then, so nobody means it twice.
   */
  isEcho(command: unknown, now: number): boolean {
    const isSoon = now - this.#askedAt < ECHO_MS;
    this.#askedAt = now;
    return isSoon && this.#carriedOut !== undefined && JSON.stringify(command) === this.#carriedOut;
  }
}

const ECHO_MS = 1_000;

const KEY_BYTES = 16;

/** `crypto.randomUUID` is there under HTTPS only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
