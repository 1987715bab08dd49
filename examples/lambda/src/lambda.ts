import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio, type Store } from '@orderfolio/domain';
import type { HttpApi } from '@orderfolio/http';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { type Logger, pino } from 'pino';
import * as z from 'zod';

const environmentSchema = z.object({ TABLE: z.string(), DYNAMODB_ENDPOINT: z.url().optional() });

/** What both functions stand on, made once for as long as the function is kept warm. */
export interface Ground {
  readonly store: Store;
  readonly app: Orderfolio;
  readonly logger: Logger;
}

/** The table that the environment names. It is not looked at first: a cold start has no time for that. */
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
