import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAccounts } from './account-child.ts';
import { testRaces } from './races-suite.ts';

testRaces('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderfolio-'));
  const filename = join(folder, 'accounts.db');
  const one = await startAccounts(filename);
  const other = await startAccounts(filename);
  return {
    processes: [one, other],
    async close() {
      await Promise.all([one.end(), other.end()]);
      rmSync(folder, { recursive: true });
    },
  };
});
