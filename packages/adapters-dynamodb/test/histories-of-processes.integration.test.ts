import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import { expectOneOrderOfProcesses } from '../../adapters-sqlite/test/processes/calls-of-processes.ts';
import { clientConfig, makeTable, missingServer } from './support/table.ts';

const username = 'alice_01';

describe.skipIf(missingServer !== undefined)('the callers of two processes', () => {
  test('see of one account what fits one order', { timeout: 240_000 }, async () => {
    const { tableName, drop } = await makeTable();
    await using store = await openDynamoDb({ tableName, clientConfig: clientConfig() });
    const app = createOrderfolio({ store });
    await app.assets.create({ assetId: 'UNIT', name: 'Unit', category: 'major', priceUsd: '10' });
    await app.users.create({ username, email: 'alice@example.com', firstName: 'Alice', lastName: 'Larsson' });
    const file = new URL('processes/call.ts', import.meta.url).href;
    const input = { endpoint: clientConfig().endpoint?.toString(), tableName, username };
    await expectOneOrderOfProcesses(file, input, { seed: 1, callers: 4, commands: 8 });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
    await drop();
  });
});
