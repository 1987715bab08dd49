import { openSqlite } from '@orderfolio/adapters-sqlite';
import { withConsole } from '@orderfolio/console';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { createHttpApi, type HttpApiOptions } from '@orderfolio/http';
import { type RunningServer, serve } from '@orderfolio/http/node';
import {
  AuditLogger,
  type Authentication,
  createAuthentication,
  PasswordManager,
  TokenManager,
} from '@orderfolio/security';
import { pino } from 'pino';

export const PASSWORD = 'lantern orchard 47 violet';
const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';
/** The least that bcrypt has, so that a login takes no time. */
const COST = 4;
const POLL_MS = 20;

/** A service with its console, in this process. */
export interface ConsoleService extends AsyncDisposable {
  readonly app: Orderfolio;
  readonly store: Store;
  readonly auth: Authentication;
  readonly clock: ManualClock;
  /** Such as `http://127.0.0.1:40123`. It stays the same when the service comes back. */
  readonly url: string;
  /** The address of the page. */
  readonly console: string;
  /** What was asked: `GET /v1/orders?limit=100`. */
  readonly asked: readonly string[];
  /** Replies in place of the API, where it has a reply. Undefined: the API replies again. */
  answerWith: ((request: Request) => Response | undefined) | undefined;
  register(username: string, role?: 'customer' | 'admin'): Promise<void>;
  /** Stops to listen. The store stays. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** Starts a service over a store in memory, with an asset to trade. */
export async function startConsole(options: Partial<HttpApiOptions> = {}): Promise<ConsoleService> {
  const clock = new ManualClock('2026-03-02T09:30:00.000Z');
  const store = await openSqlite({ filename: ':memory:', clock, changeFeed: true });
  const app = createOrderfolio({ store, clock });
  // The trail is written at any level.
  const logger = pino({}, { write: () => undefined });
  const tokens = new TokenManager({ issuer: 'https://auth.example', audience: 'trading', secret: SECRET, clock });
  const audit = new AuditLogger({ logger, clock });
  const passwords = new PasswordManager({ cost: COST });
  const auth = createAuthentication({ app, store, passwords, tokens, audit, clock });
  const events = { pollMs: POLL_MS };
  const api = createHttpApi({ app, auth, tokens, store, logger, audit, clock, events, rateLimit: false, ...options });
  const both = withConsole(api);
  const asked: string[] = [];
  let server: RunningServer = await serve({ ...both, fetch }, { port: 0 });
  const { url } = server;
  await app.assets.create({ assetId: 'BTC', name: 'Bitcoin', category: 'major', priceUsd: '50000.00' });

  function fetch(request: Request, environment?: object): Response | Promise<Response> {
    const { pathname, search } = new URL(request.url);
    asked.push(`${request.method} ${pathname}${search}`);
    return service.answerWith?.(request) ?? both.fetch(request, environment);
  }
  const service: ConsoleService = {
    app,
    store,
    auth,
    clock,
    url,
    console: `${url}/console`,
    asked,
    answerWith: undefined,
    async register(username, role = 'customer') {
      const email = `${username}@example.com`;
      await auth.register({ username, email, firstName: 'A', lastName: 'B', password: PASSWORD });
      if (role !== 'customer') await auth.changeRole(username, role, username);
    },
    goAway: () => server.close(0),
    async comeBack() {
      server = await serve({ ...both, fetch }, { port: Number(new URL(url).port) });
    },
    async [Symbol.asyncDispose]() {
      await server.close(0);
      await store[Symbol.asyncDispose]();
    },
  };
  return service;
}
