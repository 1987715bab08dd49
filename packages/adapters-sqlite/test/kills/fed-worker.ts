import { type Child, startChild } from '../processes/child-process.ts';
import type { PriceWorkerInput } from '../processes/price-worker.ts';

/** A worker in a process of its own that is given prices line by line, and says what it does with each. */
export class FedWorker {
  readonly #child: Child;
  #told = 0;
  /** The prices that it has dealt with. */
  #done = 0;

  constructor(filename: string) {
    const input: PriceWorkerInput = { args: ['--db', filename, '--clock', 'ticks', '--verbose'] };
    this.#child = startChild('./price-worker.ts', input);
    // A killed process loses what it has not read.
    this.#child.process.stdin?.on('error', () => undefined);
  }

  feed(prices: readonly string[]): void {
    for (const price of prices) this.#child.tell(price);
    this.#told += prices.length;
  }

  /** Waits until it has printed this many more lines, or has dealt with all its prices. */
  async printed(lines: number): Promise<void> {
    for (let line = 0; line < lines && this.#done < this.#told; line++) await this.#readLine();
  }

  /** Waits until it has dealt with all its prices. */
  async caughtUp(): Promise<void> {
    while (this.#done < this.#told) await this.#readLine();
  }

  /** Ends its input, and waits for its end. It must end well. */
  async finish(): Promise<void> {
    this.#child.process.stdin?.end();
    await this.#child.finish();
  }

  /** Sends SIGKILL: it cannot do anything more. */
  async kill(): Promise<void> {
    await this.#child.kill();
  }

  get isKilled(): boolean {
    return this.#child.process.signalCode === 'SIGKILL';
  }

  async #readLine(): Promise<void> {
    const line = await this.#child.nextLine();
    if (line === undefined) throw new Error('the worker ended by itself');
    if (/ (applied|changed nothing) /.test(line)) this.#done += 1;
  }
}
