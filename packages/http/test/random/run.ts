import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestService } from '../support/service.ts';
import { type Parameter, type RandomRequest, randomRequests, type Sender } from './requests.ts';

/** The number of replies of each status. */
export type Statuses = ReadonlyMap<number, number>;

/**
 * Sends so many random requests, one after another. The document must have every reply. No reply may be 500 or 504.
 * Every account must add up at the end.
 */
export async function sendRandomRequests(service: TestService, requests: number, seed: number): Promise<Statuses> {
  const tokens: Record<Sender, string | undefined> = {
    admin: await service.newAdmin(),
    alice: await service.newCustomer('alice_01'),
    bob: await service.newCustomer('bob_0001'),
    nobody: undefined,
    forger: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbl8wMSJ9.',
  };
  for (const assetId of ['BTC', 'ETH']) {
    await service.app.assets.create({ assetId, name: assetId, category: 'major', priceUsd: '10.00' });
  }
  for (const username of ['alice_01', 'bob_0001']) await service.app.funds.deposit({ username, amount: '100000' });
  const known = new Map<string, string[]>([['username', ['alice_01', 'bob_0001', 'admin_01']]]);
  const statuses = new Map<number, number>();

  for (const request of fc.sample(randomRequests(service.api.openApi), { numRuns: requests, seed })) {
    const path = pathOf(request, known);
    const { body, headers } = request;
    const reply = await service
      .send(request.method, path, { token: tokens[request.sender], body: isRaw(body) ? body.raw : body, headers })
      .catch((cause: unknown) => {
        throw new Error(`${JSON.stringify({ ...request, path })}`, { cause });
      });
    expect([500, 504], `${JSON.stringify({ ...request, path })} ${JSON.stringify(reply.body)}`).not.toContain(
      reply.status,
    );
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
    learn(reply.body, known);
    // The clock runs slowly, since the access tokens must last.
    service.clock.advance(10);
  }
  for (const username of new Set(known.get('username'))) {
    const found = await service.app.portfolio.reconcile(username).catch(() => undefined);
    expect(found?.differences ?? [], username).toEqual([]);
  }
  return statuses;
}

function isRaw(body: unknown): body is { readonly raw: string } {
  return typeof body === 'object' && body !== null && Object.keys(body).join() === 'raw';
}

function pathOf({ path, parameters, query }: RandomRequest, known: ReadonlyMap<string, readonly string[]>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const text = textOf(parameters[name] ?? { known: 0 }, known.get(name) ?? []);
    // A dot alone is a step in a path, not a name.
    return encodeURIComponent(text).replaceAll('.', '%2E') || 'x';
  });
  const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return Object.keys(texts).length === 0 ? filled : `${filled}?${new URLSearchParams(texts)}`;
}

function textOf(parameter: Parameter, values: readonly string[]): string {
  if ('text' in parameter) return parameter.text;
  return values[values.length - 1 - (parameter.known % Math.max(1, values.length))] ?? 'unknown';
}

const NAMES = ['username', 'orderId', 'transactionId', 'assetId', 'clientOrderId'];
const KEPT = 20;

/** Keeps the names in replies for later requests. */
function learn(body: unknown, known: Map<string, string[]>): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    if (NAMES.includes(name) && typeof value === 'string') {
      const values = known.get(name) ?? [];
      if (!values.includes(value)) known.set(name, [...values, value].slice(-KEPT));
    } else learn(value, known);
  }
}
