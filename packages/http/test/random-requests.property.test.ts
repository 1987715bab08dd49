import { openSqlite } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { sendRandomRequests } from './random/run.ts';
import { startService } from './support/service.ts';

const { ORDERFOLIO_SEED = String(Math.trunc(Math.random() * 2 ** 31)) } = process.env;
const REQUESTS = 600;

test(`${REQUESTS} requests at random, out of the document: no reply that it does not have`, async () => {
  process.stdout.write(`replay with ORDERFOLIO_SEED=${ORDERFOLIO_SEED}\n`);
  const service = await startService((clock) => openSqlite({ filename: ':memory:', clock, changeFeed: true }));
  const statuses = await sendRandomRequests(service, REQUESTS, Number(ORDERFOLIO_SEED));
  await service.close();
  // The requests met both sides of the rules. A 201 is too rare to be met each time.
  for (const status of [200, 400, 401, 403, 404]) expect([...statuses.keys()]).toContain(status);
});
