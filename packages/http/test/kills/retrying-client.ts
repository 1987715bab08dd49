/** An order that the service has acknowledged. */
export interface Acknowledged {
  readonly username: string;
  readonly key: string;
  readonly orderId: string;
  readonly replayed: boolean;
}

interface ClientOptions {
  readonly username: string;
  /** The beginning of its keys. */
  readonly name: string;
  readonly token: string;
  /** Resolves with the address of the service when it listens. */
  url(): Promise<string>;
}

/** Places one order after another, each under its own key. It repeats each until it is acknowledged. */
export class RetryingClient {
  readonly acknowledged: Acknowledged[] = [];
  readonly #options: ClientOptions;
  #isFinishing = false;
  #waiting: (() => void)[] = [];

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Works until it is told to finish. Rejects when the service refuses an order. */
  async work(): Promise<void> {
    for (let number = 1; !this.#isFinishing; number++) {
      const { username, name } = this.#options;
      const key = `${name}-${number}`;
      const { orderId, replayed } = await this.#placeUntilAcknowledged(key);
      this.acknowledged.push({ username, key, orderId, replayed });
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  /** Ends after the order at hand. */
  finish(): void {
    this.#isFinishing = true;
  }

  nextAcknowledgement(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #placeUntilAcknowledged(key: string): Promise<{ readonly orderId: string; readonly replayed: boolean }> {
    for (;;) {
      const reply = await this.#place(await this.#options.url(), key);
      if (reply !== undefined) return reply;
    }
  }

  /** Undefined if the connection broke or the service was about to end. Then nobody knows the outcome of the order. */
  async #place(url: string, key: string) {
    const { token } = this.#options;
    let reply: Response;
    let body: unknown;
    try {
      reply = await fetch(`${url}/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' }),
      });
      body = await reply.json();
    } catch {
      // Waits for a turn of the event loop, so that the test learns that the service has ended.
      await new Promise(setImmediate);
      return undefined;
    }
    if (!isPlaced(body)) throw new Error(`${key} was refused: ${JSON.stringify(body)}`);
    return { orderId: body.order.orderId, replayed: reply.headers.get('idempotency-replayed') === 'true' };
  }
}

function isPlaced(body: unknown): body is { readonly order: { readonly orderId: string } } {
  return typeof body === 'object' && body !== null && 'order' in body;
}
