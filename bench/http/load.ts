import { Agent, request } from 'node:http';

/** The result of a stretch of load. */
export interface Load {
  readonly done: number;
  readonly failed: number;
  /** The time of each request in milliseconds. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/**
 * The connections by server, which all turns of the bench share. Node accepts one connection in each turn of its event
 * loop, and a busy loop turns slowly. If each turn of the bench had its own connections, it would measure how long they
 * wait to be accepted.
 */
const agents = new Map<string, Agent>();

function agentOf(url: string, connections: number): Agent {
  const { origin } = new URL(url);
  const agent = agents.get(origin) ?? new Agent({ keepAlive: true, maxSockets: connections });
  agents.set(origin, agent);
  return agent;
}

/** Closes all connections at the end of the load. */
export function hangUp(): void {
  for (const agent of agents.values()) agent.destroy();
}

/** Requests without a pause, over one connection for each token. */
export async function putUnderLoad(
  url: string,
  tokens: readonly string[],
  body: object,
  milliseconds: number,
  nextKey: () => string,
): Promise<Load> {
  const agent = agentOf(url, tokens.length);
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
