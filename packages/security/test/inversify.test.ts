import { sqliteModule } from '@orderfolio/adapters-sqlite/inversify';
import { orderfolioModule, TOKENS } from '@orderfolio/domain/inversify';
import type { Authentication } from '@orderfolio/security';
import { SECURITY_TOKENS, securityModule } from '@orderfolio/security/inversify';
import { Container } from 'inversify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { clockAtNoon } from './clock.ts';

const account = { username: 'alice_01', email: 'alice@example.com', firstName: 'Alice', lastName: 'Lee' };
const password = 'violet-harbour-lantern-42';

describe('the container module', () => {
  let container: Container;
  let lines: string[];

  beforeEach(() => {
    container = new Container();
    lines = [];
    const logger = pino({}, { write: (line: string) => lines.push(line) });
    const tokens = { issuer: 'tests', audience: 'tests', secret: 'a secret of these tests, long enough for HS256' };
    container.load(
      orderfolioModule(),
      sqliteModule({ filename: ':memory:' }),
      securityModule({ tokens, logger, passwords: { cost: 4 }, keepAuditTrail: true }),
    );
  });

  afterEach(() => container.unbindAllAsync());

  test('composes authentication over the store, the clock and the services of the container', async () => {
    const clock = clockAtNoon();
    (await container.rebind(TOKENS.Clock)).toConstantValue(clock);
    const auth = await container.getAsync(SECURITY_TOKENS.Authentication);
    expectTypeOf(auth).toEqualTypeOf<Authentication>();
    await auth.register({ ...account, password });
    const { accessToken } = await auth.authenticateUser({ username: 'alice_01', password });

    const tokens = await container.getAsync(SECURITY_TOKENS.TokenManager);
    expect(await tokens.verifyAccessToken(accessToken)).toMatchObject({ iat: clock.now().getTime() / 1000 });
    const { auditTrail } = await container.getAsync(TOKENS.Store);
    expect(await auditTrail.head('alice_01')).toMatchObject({ sequence: lines.length });
    expect(JSON.parse(lines[0] ?? '').audit.time).toBe(clock.now().toISOString());
  });

  test('gives one of each to everything that asks', async () => {
    for (const token of [SECURITY_TOKENS.PasswordManager, SECURITY_TOKENS.AuditLogger]) {
      expect(await container.getAsync<object>(token)).toBe(await container.getAsync<object>(token));
    }
  });
});
