import { createOrderfolio, type Orderfolio, type Store, type Timer } from '@orderfolio/domain';
import { ManualClock } from '@orderfolio/domain/testing';
import { createHttpApi, type HttpApi, type HttpApiOptions, type Mail } from '@orderfolio/http';
import { type RunningServer, type ServeOptions, serve } from '@orderfolio/http/node';
import {
  AuditLogger,
  type Authentication,
  createAuthentication,
  PasswordManager,
  type PasswordOptions,
  TokenManager,
} from '@orderfolio/security';
import { type Logger, pino } from 'pino';
import { type ReplyChecker, replyChecker, valueAt } from './reply-checker.ts';

export const PASSWORD = 'lantern orchard 47 violet';
const SECRET = 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU';

/** A listening service, and the means to send requests to it. */
export interface TestService {
  readonly api: HttpApi;
  readonly app: Orderfolio;
  readonly store: Store;
  readonly auth: Authentication;
  readonly tokens: TokenManager;
  readonly clock: ManualClock;
  readonly url: string;
  /** The answers with their status, such as `POST /v1/orders 201`. */
  readonly answered: ReadonlySet<string>;
  /** The mail that it has sent. */
  readonly mails: readonly Mail[];
  /** The lines that it has logged. */
  readonly lines: readonly string[];
  /** Sends a request over a socket; the reply is held against the document. */
  send(method: string, path: string, request?: TestRequest): Promise<TestReply>;
  /** Registers a customer and logs in. */
  newCustomer(username: string): Promise<string>;
  /** An access token of an administrator. */
  newAdmin(username?: string): Promise<string>;
  /** Takes no more requests. Resolves when all are answered. */
  stop(graceMs: number): Promise<void>;
  close(): Promise<void>;
}

interface TestRequest {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface TestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

export type ServiceSettings = Partial<Omit<HttpApiOptions, 'app' | 'auth' | 'tokens' | 'store' | 'logger'>> & {
  readonly serve?: ServeOptions;
  readonly passwords?: PasswordOptions;
  readonly keepAuditTrail?: boolean;
  /** The timer of commands that try again. */
  readonly timer?: Timer;
};

export async function startService(
  openStore: (clock: ManualClock) => Promise<Store>,
  { serve: serving = {}, passwords = {}, keepAuditTrail, timer, ...settings }: ServiceSettings = {},
): Promise<TestService> {
  const clock = new ManualClock('2026-03-02T09:30:00.000Z');
  const store = await openStore(clock);
  const app = createOrderfolio({ store, clock, timer });
  const lines: string[] = [];
  const logger: Logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const tokens = new TokenManager({ issuer: 'https://auth.example', audience: 'trading', secret: SECRET, clock });
  const audit = new AuditLogger({ logger, clock });
  const mails: Mail[] = [];
  const deliver = (mail: Mail): void => void mails.push(mail);
  const auth = createAuthentication({
    app,
    store,
    passwords: new PasswordManager({ cost: 4, ...passwords }),
    tokens,
    audit,
    clock,
    timer,
    keepAuditTrail,
  });
  const api = createHttpApi({ app, auth, tokens, store, logger, audit, clock, deliver, rateLimit: false, ...settings });
  const server = await serve(api, { port: 0, ...serving });
  const answered = new Set<string>();
  const send = senderOf(
    server,
    replyChecker(api.openApi, (what) => answered.add(what)),
    api.endStreams,
  );

  async function newCustomer(username: string): Promise<string> {
    await auth.register({
      username,
      email: `${username}@example.com`,
      firstName: 'A',
      lastName: 'B',
      password: PASSWORD,
    });
    return (await auth.authenticateUser({ username, password: PASSWORD })).accessToken;
  }

  return {
    api,
    app,
    store,
    auth,
    tokens,
    clock,
    answered,
    lines,
    mails,
    url: server.url,
    send,
    newCustomer,
    async newAdmin(username = 'admin_01') {
      await newCustomer(username);
      await auth.changeRole(username, 'admin', username);
      return (await auth.authenticateUser({ username, password: PASSWORD })).accessToken;
    },
    stop: (graceMs) => server.close(graceMs),
    async close() {
      await server.close(0);
      await store[Symbol.asyncDispose]();
    },
  };
}

/** A stream of events is ended at once: it has what there was at its beginning. */
function senderOf({ url }: RunningServer, check: ReplyChecker, endStreams: () => void): TestService['send'] {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    if (reply.headers.get('content-type') === 'text/event-stream') endStreams();
    const text = await reply.text();
    const { pathname } = new URL(path, url);
    check({ method, pathname, status: reply.status, headers: reply.headers, text });
    const isJson = reply.headers.get('content-type')?.includes('json') === true;
    return { status: reply.status, headers: reply.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };
}

/** The text under these names in a body. */
export function textAt(body: unknown, ...names: readonly string[]): string {
  const found = valueAt(body, names);
  if (typeof found !== 'string')
    throw new Error(`there is no text under ${names.join('.')} in ${JSON.stringify(body)}`);
  return found;
}

/** The items of a page. */
export function itemsOf(body: unknown): readonly unknown[] {
  const items = valueAt(body, ['items']);
  if (!Array.isArray(items)) throw new Error(`there are no items in ${JSON.stringify(body)}`);
  return items;
}
