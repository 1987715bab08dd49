import { openSqlite } from '@orderfolio/adapters-sqlite';
import { SUITES } from './routes/index.ts';

for (const suite of SUITES) {
  suite({ name: 'SQLite', open: (clock) => openSqlite({ filename: ':memory:', clock, changeFeed: true }) });
}
