import { once } from 'node:events';
import { withConsole } from '@orderfolio/console';
import { ConfigurationInvalidError, systemTimer } from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { createHttpApi, type HttpApi } from '@orderfolio/http';
import { type RunningServer, serve } from '@orderfolio/http/node';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { type Logger, pino } from 'pino';
import { readAuditKeys } from './audit-keys.ts';
import type { OpenStore, StoreOptions } from './store.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const EXPIRY_INTERVAL_MS = 5_000;

/** How the API is served. */
export interface ServeOptions extends StoreOptions {
  readonly host: string;
  readonly port: number;
  readonly issuer?: string;
  readonly audience: string;
  readonly trustProxy: number;
  readonly keepAuditTrail?: boolean;
  /** Whether the console stands beside the API. */
  readonly console: boolean;
}

/** The parts of a service, beside its store. */
interface Given<Options> {
  readonly secret: string;
  readonly terminal: Terminal;
  readonly options: Options;
}

/** Throws UsageError for a secret that can sign no tokens, before a store is made for them. */
export function requireSecret(secret: string): void {
  try {
    new TokenManager({ issuer: 'http://localhost', audience: 'orderfolio', secret });
  } catch (cause) {
    if (!(cause instanceof ConfigurationInvalidError)) throw cause;
    throw new UsageError(`ORDERFOLIO_TOKEN_SECRET: ${cause.rule}`, { cause });
  }
}

/**
 * Serves the API over the store, and prints its address. Resolves after a stop, when all requests under way are
 * answered.
 */
export async function serveStore(open: OpenStore, given: Given<ServeOptions>): Promise<void> {
  const { terminal, options } = given;
  const logger = pino({}, terminal.stderr);
  const api = apiOver(open, logger, logger, given);
  const server = await listen(options.console ? withConsole(api) : api, options);
  try {
    terminal.stdout.write(`${server.url}\n`);
    await expireUntil(terminal.stop, open, logger);
  } finally {
    await server.close();
  }
  logger.info('the service has stopped');
}

/** How the console of one person is served. */
export interface ConsoleOptions extends StoreOptions {
  readonly port: number;
  readonly keepAuditTrail?: boolean;
}

const LOOPBACK = '127.0.0.1';

/**
 * Serves the console to this machine alone, and prints its address. It ends no orders: that is for the service. Resolves
 * after a stop.
 */
export async function serveConsole(
  open: OpenStore,
  { secret, terminal, options }: Given<ConsoleOptions>,
): Promise<void> {
  // The person at the terminal sees what changes users, and what fails. Not each request of the page.
  const [audited, logger] = [pino({}, terminal.stderr), pino({ level: 'warn' }, terminal.stderr)];
  const settings = { ...options, host: LOOPBACK, audience: 'orderfolio-console', trustProxy: 0 };
  const server = await listen(
    withConsole(apiOver(open, logger, audited, { secret, terminal, options: settings })),
    settings,
  );
  try {
    terminal.stdout.write(`${server.url}/console\n`);
    if (!terminal.stop.aborted) await once(terminal.stop, 'abort');
  } finally {
    await server.close();
  }
}

type ApiOptions = Omit<ServeOptions, 'console'>;

function apiOver({ app, store }: OpenStore, logger: Logger, audited: Logger, given: Given<ApiOptions>): HttpApi {
  const { secret, terminal, options } = given;
  const { host, port, audience, trustProxy, keepAuditTrail } = options;
  const { issuer = `http://${host}:${port}` } = options;
  const chainKeys = readAuditKeys(terminal);
  const [chainKey] = chainKeys;
  const tokens = new TokenManager({ issuer, audience, secret });
  const audit = new AuditLogger({ logger: audited, secrets: [secret], chainKey });
  const passwords = new PasswordManager({ cost: 12 });
  const auth = createAuthentication({ app, store, passwords, tokens, audit, keepAuditTrail });
  return createHttpApi({ app, auth, tokens, store, logger, audit, auditTrail: { chainKeys }, trustProxy });
}

async function listen(api: HttpApi, { host, port }: Pick<ServeOptions, 'host' | 'port'>): Promise<RunningServer> {
  try {
    return await serve(api, { hostname: host, port });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) throw cause;
    throw new UsageError(`cannot listen on ${host}:${port}: ${cause.message}`, { cause });
  }
}

/** Ends due orders every few seconds, until the signal. It logs the error of a failing store, and tries again. */
async function expireUntil(stop: AbortSignal, { app }: OpenStore, logger: Logger): Promise<void> {
  while (!stop.aborted) {
    await sleepUnlessStopped(systemTimer, EXPIRY_INTERVAL_MS, stop);
    if (stop.aborted) return;
    try {
      const { expired } = await app.orders.expireDue();
      if (expired.length > 0) logger.info({ expired: expired.length }, 'orders expired');
    } catch (err) {
      logger.error({ err }, 'orders could not be expired');
    }
  }
}
