import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio, type Page, type Store } from '@orderfolio/domain';
import { createHttpApi } from '@orderfolio/http';
import { serve } from '@orderfolio/http/node';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Answer, Place, Question, Ready, Verdict } from './messages.ts';

/** The side under load, in its own process, so that its processor time is all its own. */
const traders = Array.from({ length: 64 }, (_nothing, number) => `trader_${String(number).padStart(2, '0')}`);
const ORDER = { orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.001' } as const;

const folder = mkdtempSync(join(tmpdir(), 'orderfolio-bench-'));
const secret = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';
const tokens = new TokenManager({ issuer: 'bench', audience: 'bench', secret, lifetimeSeconds: 86_400 });
// Logs into a file, several lines at a time.
const logger = pino(pino.destination({ dest: join(folder, 'log'), sync: false, minLength: 4_096 }));

/** An API over a store, with its market. */
async function open(store: Store) {
  const app = createOrderfolio({ store });
  const audit = new AuditLogger({ logger });
  const auth = createAuthentication({ app, store, passwords: new PasswordManager({ cost: 4 }), tokens, audit });
  const server = await serve(createHttpApi({ app, auth, tokens, store, logger, audit }), { port: 0 });
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });
  for (const username of traders) {
    const profile = { email: `${username}@example.com`, firstName: 'A', lastName: 'T', passwordHash: 'no password' };
    await app.users.create({ username, ...profile });
    await app.funds.deposit({ username, amount: '1000000000000.00' });
  }
  return {
    app,
    url: server.url,
    async close() {
      await server.close(0);
      await store[Symbol.asyncDispose]();
    },
  };
}

const places = {
  file: await open(await openSqlite({ filename: join(folder, 'bench.db'), synchronous: 'FULL' })),
  memory: await open(await openSqlite({ filename: ':memory:' })),
};
const raw = new Hono().post('/raw', async ({ req, json }) => json(await req.json()));
const rawServer = await serve({ fetch: (request, environment) => raw.fetch(request, environment) }, { port: 0 });
let direct = 0;

/** As many callers as connections, without a socket between them and the commands. */
async function callDirectly(place: Place, milliseconds: number): Promise<number> {
  const { app } = places[place];
  const end = performance.now() + milliseconds;
  let done = 0;
  async function call(username: string): Promise<void> {
    while (performance.now() < end) {
      await app.orders.place({ ...ORDER, username, clientOrderId: `direct-${direct++}` });
      done++;
      // Sockets and timers get their turn, as they do between requests.
      if (done % 16 === 0) await new Promise(setImmediate);
    }
  }
  await Promise.all(traders.map(call));
  return done;
}

/** The file's content from HTTP, and whether each account adds up. */
async function verdict(): Promise<Verdict> {
  const { app } = places.file;
  const keys = new Set<string>();
  let orders = 0;
  let reconciled = true;
  for (const username of traders) {
    let page: Page<{ readonly clientOrderId?: string | undefined }> | undefined;
    do {
      page = await app.orders.listByUser(username, { limit: 100, cursor: page?.nextCursor });
      for (const { clientOrderId = '' } of page.items) {
        if (!clientOrderId.startsWith('file-')) continue;
        orders++;
        keys.add(clientOrderId);
      }
    } while (page.nextCursor !== undefined);
    reconciled &&= (await app.portfolio.reconcile(username)).reconciled;
  }
  return { orders, keys: keys.size, reconciled };
}

async function answer(question: Question): Promise<Answer> {
  switch (question.ask) {
    case 'usage': {
      const { user, system } = process.cpuUsage();
      return { microseconds: user + system };
    }
    case 'call':
      return { done: await callDirectly(question.place, question.milliseconds) };
    case 'verdict':
      return verdict();
    case 'end':
      await Promise.all([places.file.close(), places.memory.close(), rawServer.close(0)]);
      rmSync(folder, { recursive: true });
      process.disconnect();
      return {};
  }
}

process.on('message', async (question: Question) => {
  const told = await answer(question);
  if (process.connected) process.send?.(told);
});
const issued = await Promise.all(traders.map((username) => tokens.issueAccessToken(username, 'customer')));
const ready: Ready = {
  apis: { file: places.file.url, memory: places.memory.url },
  raw: rawServer.url,
  tokens: issued.map(({ token }) => token),
  body: ORDER,
};
process.send?.(ready);
