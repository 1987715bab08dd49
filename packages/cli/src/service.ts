import { systemTimer } from '@orderfolio/domain';
import { sleepUnlessStopped } from '@orderfolio/domain/adapter';
import { createHttpApi } from '@orderfolio/http';
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
}

/** The parts of a service, beside its store. */
interface Given {
  readonly secret: string;
  readonly terminal: Terminal;
  readonly options: ServeOptions;
}

/**
 * Serves the API over the store, and prints its address. Resolves after a stop, when all requests under way are
 * answered.
 */
export async function serveStore(open: OpenStore, given: Given): Promise<void> {
  const { terminal } = given;
  const logger = pino({}, terminal.stderr);
  const server = await listen(open, logger, given);
  try {
    terminal.stdout.write(`${server.url}\n`);
    await expireUntil(terminal.stop, open, logger);
  } finally {
    await server.close();
  }
  logger.info('the service has stopped');
}

async function listen(
  { app, store }: OpenStore,
  logger: Logger,
  { secret, terminal, options }: Given,
): Promise<RunningServer> {
  const { host, port, audience, trustProxy, keepAuditTrail } = options;
  const { issuer = `http://${host}:${port}` } = options;
  const [chainKey] = readAuditKeys(terminal);
  const tokens = new TokenManager({ issuer, audience, secret });
  const audit = new AuditLogger({ logger, secrets: [secret], chainKey });
  const passwords = new PasswordManager({ cost: 12 });
  const auth = createAuthentication({ app, store, passwords, tokens, audit, keepAuditTrail });
  const api = createHttpApi({ app, auth, tokens, store, logger, audit, trustProxy });
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
