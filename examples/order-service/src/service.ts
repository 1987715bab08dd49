import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { withConsole } from '@orderfolio/console';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import { createHttpApi } from '@orderfolio/http';
import { serve } from '@orderfolio/http/node';
import {
  AuditLogger,
  type Authentication,
  createAuthentication,
  PasswordManager,
  TokenManager,
} from '@orderfolio/security';
import type { Logger } from 'pino';
import { ensureAdmin } from './admin.ts';
import type { Config } from './config.ts';
import { repeat } from './repeat.ts';

/** A running service. */
export interface Service {
  readonly url: string;
  readonly app: Orderfolio;
  readonly auth: Authentication;
  /** Takes no more requests, finishes the current ones, and frees its resources. */
  stop(): Promise<void>;
}

const EXPIRY_INTERVAL_MS = 5_000;

/** The composition root. It makes everything once, and hands it on. */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  const store = await openStore(config);
  try {
    return await serveFrom(store, config, logger);
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

async function serveFrom(store: Store, config: Config, logger: Logger): Promise<Service> {
  const app = createOrderfolio({ store });
  const passwords = new PasswordManager({ cost: 12 });
  const tokens = new TokenManager({ issuer: config.TOKEN_ISSUER, audience: 'orders', secret: config.TOKEN_SECRET });
  const audit = new AuditLogger({ logger, secrets: [config.TOKEN_SECRET] });
  const auth = createAuthentication({ app, store, passwords, tokens, audit, keepAuditTrail: true });
  await ensureAdmin({ app, auth }, config);

  const info = { title: 'Order service', version: '1.0.0' };
  const api = createHttpApi({ app, auth, tokens, store, logger, audit, trustProxy: config.TRUST_PROXY, info });
  const server = await serve(withConsole(api), { hostname: config.HOST, port: config.PORT });
  const expiry = repeat(EXPIRY_INTERVAL_MS, async () => {
    try {
      const { expired } = await app.orders.expireDue();
      if (expired.length > 0) logger.info({ expired: expired.length }, 'orders expired');
    } catch (err) {
      logger.error({ err }, 'orders could not be expired');
    }
  });
  logger.info({ url: server.url }, 'the service listens');

  return {
    url: server.url,
    app,
    auth,
    async stop() {
      await Promise.all([server.close(), expiry.stop()]);
      await store[Symbol.asyncDispose]();
      logger.info('the service has stopped');
    },
  };
}

function openStore({ DATABASE, DYNAMODB_TABLE, DYNAMODB_ENDPOINT }: Config): Promise<Store> {
  if (DYNAMODB_TABLE === undefined) return openSqlite({ filename: DATABASE, changeFeed: true });
  const clientConfig = DYNAMODB_ENDPOINT === undefined ? {} : { endpoint: DYNAMODB_ENDPOINT };
  return openDynamoDb({ tableName: DYNAMODB_TABLE, clientConfig });
}
