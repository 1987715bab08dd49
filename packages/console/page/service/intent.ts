/**
 * The key under which a command is sent. What is meant once has one key, however often it is sent, so that the service carries it out
 * once even if a reply was lost. Another command, or the same after it has been settled, gets another key.
 */
export class Intent {
  #meant: string | undefined;
  #key = '';

  keyOf(command: unknown): string {
    const meant = JSON.stringify(command);
    if (meant !== this.#meant) {
      this.#meant = meant;
      this.#key = newKey();
    }
    return this.#key;
  }

  /** What was meant has been carried out, or given up. */
  settle(): void {
    this.#meant = undefined;
  }
}

const KEY_BYTES = 16;

/** `crypto.randomUUID` is there under HTTPS only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
