import { openSqlite } from '@orderfolio/adapters-sqlite';
import { expect, test } from 'vitest';
import { startService } from './support/service.ts';

const open = () => openSqlite({ filename: ':memory:' });

test('a message that cannot be delivered is logged, without the message, and the reply is the same', async () => {
  const service = await startService(open, {
    deliver: async ({ kind }) => {
      throw new Error(`no mail of the kind ${kind}`);
    },
  });
  await service.newCustomer('alice_01');
  const body = { email: 'alice_01@example.com' };
  expect(await service.send('POST', '/v1/password-resets', { body })).toMatchObject({ status: 202 });
  await expect.poll(() => service.lines.join()).toContain('a message could not be delivered');
  expect(service.lines.join()).not.toContain('ofm.');
  await service.close();
});

test('the reply waits for no message', async () => {
  const service = await startService(open, { deliver: () => new Promise(() => undefined) });
  await service.newCustomer('alice_01');
  const body = { email: 'alice_01@example.com' };
  expect(await service.send('POST', '/v1/password-resets', { body })).toMatchObject({ status: 202 });
  await service.close();
});

test('mail to one address is limited, whoever asks, and whether or not somebody has it', async () => {
  const service = await startService(open, { rateLimit: { mail: { perUser: { requests: 2, seconds: 60 } } } });
  await service.newCustomer('alice_01');
  for (const email of ['alice_01@example.com', 'nobody@example.com']) {
    const statuses = [];
    for (let asked = 0; asked < 3; asked++)
      statuses.push((await service.send('POST', '/v1/password-resets', { body: { email } })).status);
    expect(statuses).toEqual([202, 202, 429]);
  }
  await service.close();
});

test('a service that sends no mail has no such routes, and lets an address be changed as before', async () => {
  const service = await startService(open, { deliver: undefined });
  const token = await service.newCustomer('alice_01');
  const body = { email: 'alice_01@example.com' };
  expect(service.api.openApi.paths).not.toHaveProperty('/v1/password-resets');
  const reply = await fetch(`${service.url}/v1/password-resets`, { method: 'POST', body: JSON.stringify(body) });
  expect(reply.status).toBe(404);
  const moved = await service.send('PATCH', '/v1/me', { token, body: { email: 'alice@example.org' } });
  expect(moved).toMatchObject({ status: 200, body: { email: 'alice@example.org' } });
  await service.close();
});
