import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import type { HttpApi } from '@orderfolio/http';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { type Logger, pino } from 'pino';
import * as z from 'zod';

const environmentSchema = z.object({ TABLE: z.string(), DYNAMODB_ENDPOINT: z.url().optional() });

/** The parts that both functions share. They are made once, and live as long as the function stays warm. */
export interface Ground {
  readonly store: Store;
  readonly app: Orderfolio;
  readonly logger: Logger;
}

/** The table that the environment names. Its schema is not checked, since a cold start has no time for that. */
export async function openGround(): Promise<Ground> {
  const { TABLE: tableName, DYNAMODB_ENDPOINT: endpoint } = environmentSchema.parse(process.env);
  const store = await openDynamoDb({
    tableName,
    onOpen: 'trust',
    clientConfig: endpoint === undefined ? {} : { endpoint },
  });
  return { store, app: createOrderfolio({ store }), logger: pino() };
}

/** The API as the handler of a Lambda, behind an API Gateway of either kind. */
export function handlerOf(api: HttpApi): ReturnType<typeof handle> {
  return handle(new Hono<{ Bindings: object }>().all('*', ({ req, env }) => api.fetch(req.raw, env)));
}
