import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { expectOneOrderOfProcesses } from './processes/calls-of-processes.ts';
import { listAsset } from './support/account.ts';
import { useTemporaryFolder } from './support/temporary-folder.ts';

const inFolder = useTemporaryFolder();
const username = 'alice_01';

test('what the callers of two processes see of one account fits one order', { timeout: 120_000 }, async () => {
  const filename = inFolder('shared.db');
  {
    await using store = await openSqlite({ filename });
    const app = createOrderfolio({ store });
    await listAsset(app, 'UNIT', '10');
    await app.users.create({ username, email: 'alice@example.com', firstName: 'Alice', lastName: 'Larsson' });
  }
  await expectOneOrderOfProcesses('./call.ts', { filename, username }, { seed: 1, callers: 6, commands: 12 });
  await using store = await openSqlite({ filename });
  expect(await createOrderfolio({ store }).portfolio.reconcile(username)).toMatchObject({ differences: [] });
});
