import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { adapterStoreOf, insert, save } from '@orderfolio/domain/adapter';
import { AuditLogger, createAuthentication, PasswordManager, TokenManager } from '@orderfolio/security';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTable, missingServer, type TestTable } from '../../adapters-dynamodb/test/support/table.ts';

const PASSWORD = 'violet-harbour-lantern-42';
const NEW_PASSWORD = 'copper-meadow-thimble-77';
const AT = '2026-01-01T00:00:00.000Z';

/** Runs on DynamoDB Local, which is started for the run. */
describe.skipIf(missingServer !== undefined)('an account of a release that kept the hash with the user', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
  });
  afterAll(() => table?.drop());

  /** The account, with three refused tries and its hash in the former place. */
  async function openOlder(username: string) {
    const store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const app = createOrderfolio({ store });
    const passwords = new PasswordManager({ cost: 4 });
    const tokens = new TokenManager({ issuer: 'tests', audience: 'tests', secret: 'Kq3v9sT1mZx8Rb5nWc7LpYd2HfGj4AeU' });
    const audit = new AuditLogger({ logger: pino({ enabled: false }) });
    const auth = createAuthentication({ app, store, passwords, tokens, audit });
    const { unitOfWork } = adapterStoreOf(store);
    await app.users.create({ username, email: `${username}@example.com`, firstName: 'A', lastName: 'L' });
    const [user] = await unitOfWork.read([{ entity: 'user', username }]);
    if (user === undefined) throw new Error(`${username} is missing`);
    const passwordHash = await passwords.hashPassword(PASSWORD, user);
    const counted = { username, failures: 3, pauses: 0, lastFailureAt: AT, epoch: 4 };
    const changes = [
      save('user', user, { ...user, passwordHash, version: 2 }),
      insert('loginAttempts', { ...counted, version: 3, createdAt: AT, updatedAt: AT }),
    ];
    await unitOfWork.commit({ token: `older ${username}`, changes });
    const stored = () =>
      unitOfWork.read([
        { entity: 'user', username },
        { entity: 'login', username },
      ]);
    return { store, auth, stored, passwordHash };
  }

  test('is logged in to, which moves the hash and the epoch into the login record', async () => {
    const { store, auth, stored, passwordHash } = await openOlder('alice_01');
    await using _closed = store;
    await auth.authenticateUser({ username: 'alice_01', password: PASSWORD });
    const [user, login] = await stored();
    expect(user).toMatchObject({ passwordHash: undefined, version: 3 });
    expect(login).toMatchObject({ passwordHash, failures: 0, epoch: 4, version: 1 });
    await auth.authenticateUser({ username: 'alice_01', password: PASSWORD });
  });

  test('counts a refused try on from where it was', async () => {
    const { store, auth, stored } = await openOlder('bertha_2');
    await using _closed = store;
    const wrong = { username: 'bertha_2', password: `${PASSWORD}!` };
    await expect(auth.authenticateUser(wrong)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect((await stored())[1]).toMatchObject({ failures: expect.any(Number), epoch: 4 });
    await auth.authenticateUser({ username: 'bertha_2', password: PASSWORD });
    expect((await stored())[0]).toMatchObject({ passwordHash: undefined });
  });

  test('opens with a changed password alone', async () => {
    const { store, auth, stored } = await openOlder('carla_33');
    await using _closed = store;
    const username = 'carla_33';
    await auth.changePassword({ username, currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect(await stored()).toMatchObject([{ passwordHash: undefined }, { epoch: 5, failures: 0 }]);
    const old = auth.authenticateUser({ username, password: PASSWORD });
    await expect(old).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    await auth.authenticateUser({ username, password: NEW_PASSWORD });
  });

  test('loses nothing of its hash when its role is changed', async () => {
    const { store, auth, stored, passwordHash } = await openOlder('dagmar_4');
    await using _closed = store;
    expect(await auth.changeRole('dagmar_4', 'admin', 'alice_01')).not.toHaveProperty('passwordHash');
    expect(await stored()).toMatchObject([
      { role: 'admin', passwordHash: undefined },
      { passwordHash, epoch: 5 },
    ]);
  });
});
