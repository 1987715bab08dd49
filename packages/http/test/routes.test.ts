import { openSqlite } from '@orderfolio/adapters-sqlite';
import { accountStates } from './routes/account-states.ts';
import { SUITES } from './routes/index.ts';

for (const suite of [...SUITES, accountStates]) {
  suite({ name: 'SQLite', open: (clock) => openSqlite({ filename: ':memory:', clock, changeFeed: true }) });
}
