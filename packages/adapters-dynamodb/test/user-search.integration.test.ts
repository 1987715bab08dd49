import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio, type Orderfolio } from '@orderfolio/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordingHandler } from './support/recording-handler.ts';
import { clientConfig, makeTable, missingServer, type TestTable } from './support/table.ts';

const USERNAMES = ['alice_01', 'alice_02', 'alice_03', 'alice_04'];

describe.skipIf(missingServer !== undefined)('a search whose index is behind', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await makeTable();
    await using store = await openDynamoDb({ tableName: table.tableName, client: table.client });
    const { users } = createOrderfolio({ store });
    for (const username of USERNAMES)
      await users.create({ username, email: `${username}@example.com`, firstName: 'A', lastName: 'B' });
  });
  afterAll(() => table?.drop());

  /** Does the work when the index has answered and the users are not read yet: the index then names what no longer is. */
  async function whileBehind(work: (app: Orderfolio) => Promise<void>, search: (app: Orderfolio) => Promise<void>) {
    const handler = new RecordingHandler();
    const client = new DynamoDBClient({ ...clientConfig(), maxAttempts: 1, requestHandler: handler });
    await using store = await openDynamoDb({ tableName: table.tableName, client });
    await using other = await openDynamoDb({ tableName: table.tableName, client: table.client });
    await store.users.listByUsernamePrefix('nobody');
    let isPending = true;
    handler.before = async (operation) => {
      if (operation !== 'BatchGetItem' || !isPending) return;
      isPending = false;
      await work(createOrderfolio({ store: other }));
    };
    await search(createOrderfolio({ store }));
    expect(isPending).toBe(false);
    client.destroy();
  }

  test('shows users as they are now, and none by an e-mail that is no longer theirs', async () => {
    await whileBehind(
      async ({ users }) => {
        await users.updateProfile('alice_01', { email: 'robert@example.com' });
        await users.erase('alice_02', { by: 'operator_1' });
        await users.suspend('alice_03', { by: 'operator_1' });
      },
      async ({ users }) => {
        const page = await users.list({ emailPrefix: 'alice', limit: 3 });
        expect(page.items).toMatchObject([{ username: 'alice_03', status: 'SUSPENDED' }]);
        const rest = await users.list({ emailPrefix: 'alice', limit: 3, cursor: page.nextCursor });
        expect(rest).toMatchObject({ items: [{ username: 'alice_04' }] });
        expect(rest.nextCursor).toBeUndefined();
      },
    );
    await whileBehind(
      async ({ users }) => void (await users.updateProfile('alice_04', { firstName: 'Alice' })),
      async ({ users }) => {
        const { items } = await users.list({ usernamePrefix: 'alice' });
        expect(items.map(({ username }) => username)).toEqual(USERNAMES);
        expect(items[3]).toMatchObject({ firstName: 'Alice', version: 2 });
      },
    );
  });
});
