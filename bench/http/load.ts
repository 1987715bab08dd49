import { Agent, request } from 'node:http';

/** What a stretch of load came to. */
export interface Load {
  readonly done: number;
  readonly failed: number;
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/** Requests without a pause, over one connection for each token. */
export async function putUnderLoad(
  url: string,
  tokens: readonly string[],
  body: object,
  milliseconds: number,
  nextKey: () => string,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: tokens.length });
  const payload = JSON.stringify(body);
  const latencies: number[] = [];
  let failed = 0;
  const started = performance.now();
  const end = started + milliseconds;

  async function keepAsking(token: string): Promise<void> {
    while (performance.now() < end) {
      const sent = performance.now();
      const status = await post(agent, url, token, nextKey(), payload);
      latencies.push(performance.now() - sent);
      if (status >= 300) failed++;
    }
  }
  await Promise.all(tokens.map(keepAsking));
  agent.destroy();
  return { done: latencies.length, failed, latencies, seconds: (performance.now() - started) / 1000 };
}

function post(agent: Agent, url: string, token: string, key: string, payload: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
      'idempotency-key': key,
    };
    request(url, { agent, method: 'POST', headers }, (reply) => {
      reply.resume();
      reply.once('end', () => resolve(reply.statusCode ?? 0));
    })
      .once('error', reject)
      .end(payload);
  });
}
