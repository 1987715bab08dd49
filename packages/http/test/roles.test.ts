import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { createHttpApi, gatewayIdentity, requireRoleOf } from '@orderfolio/http';
import { TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { valueAt } from './support/reply-checker.ts';

const ROLES = ['customer', 'support', 'admin'] as const;
const tokens = new TokenManager({
  issuer: 'tests',
  audience: 'tests',
  secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU',
  roles: ROLES,
});

async function requestOf(role: (typeof ROLES)[number]): Promise<Request> {
  const token = await tokens.createAccessToken('alice_01', role);
  return new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } });
}

test('a role of the service opens what asks for it, and no other role is known to the compiler', async () => {
  const guard = requireRoleOf(tokens, ['support', 'admin']);
  expect(await guard(await requestOf('support'))).toMatchObject({ sub: 'alice_01', role: 'support' });
  await expect(guard(await requestOf('customer'))).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    required: ['support', 'admin'],
  });
  // @ts-expect-error No such role: a letter is missing.
  await expect(requireRoleOf(tokens, 'suport')(await requestOf('admin'))).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
  });
});

test('the document names the roles of the service, once', async () => {
  const store = await openSqlite({ filename: ':memory:' });
  const app = createOrderfolio({ store, roles: ROLES });
  const { openApi } = createHttpApi({ app, store, tokens, logger: pino({ enabled: false }) });
  const { schemas } = openApi.components;
  const { Role } = schemas;
  expect(Role).toEqual({ type: 'string', enum: ROLES });
  const role = { $ref: '#/components/schemas/Role' };
  expect(valueAt(schemas, ['Account', 'properties', 'role'])).toEqual(role);
  expect(valueAt(schemas, ['AccessDeniedProblem', 'allOf', '1', 'properties', 'required', 'items'])).toEqual(role);
  await store[Symbol.asyncDispose]();
});

test('a gateway may name the roles of the service; any other one is a customer', async () => {
  const identity = gatewayIdentity({ roles: ROLES });
  const from = (role: string) => ({ requestContext: { authorizer: { sub: 'alice_01', role } } });
  expect(await identity(from('support'))).toEqual({ sub: 'alice_01', role: 'support' });
  expect(await identity(from('root'))).toEqual({ sub: 'alice_01', role: 'customer' });
  expect(await gatewayIdentity()(from('support'))).toEqual({ sub: 'alice_01', role: 'customer' });
  expect(() => gatewayIdentity({ roles: ['support'] })).toThrow(expect.objectContaining({ field: 'roles' }));
});
