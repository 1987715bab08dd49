import { openSqlite } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { sendRandomRequests } from '../test/random/run.ts';
import { startService } from '../test/support/service.ts';

const REQUESTS = 10_000;
const { ORDERFOLIO_SEED = '2026' } = process.env;

test(`${REQUESTS} requests at random, out of the document: no 500, no reply that it does not have`, async () => {
  const service = await startService((clock) => openSqlite({ filename: ':memory:', clock, changeFeed: true }));
  const statuses = await sendRandomRequests(service, REQUESTS, Number(ORDERFOLIO_SEED));
  await service.close();
  process.stdout.write(`seed ${ORDERFOLIO_SEED}: ${JSON.stringify(Object.fromEntries(statuses))}\n`);
  for (const status of [200, 201, 400, 401, 403, 404, 409, 422]) expect([...statuses.keys()]).toContain(status);
});
