import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import type { Adapter } from '@orderfolio/domain/conformance';
import Database from 'better-sqlite3';
import { spoil } from './spoil.ts';

/** The two adapters that this package is: what the suites run on. */
export const memory: Adapter = {
  name: 'SQLite in memory',
  capabilities: { durable: false, sharedBetweenConnections: false },
  async open({ clock, timer }) {
    const database = new Database(':memory:');
    return {
      store: await openSqlite({ database: () => database, clock, timer }),
      connect: () => openSqlite({ filename: ':memory:', clock, timer }),
      spoil: async (key, field, text) => spoil(database, key, field, text),
      dispose: async () => undefined,
    };
  },
};

export const file: Adapter = fileAdapter(
  'SQLite in a file',
  (filename) => new Database(filename),
  (filename) => ({
    filename,
  }),
);

/** An adapter on files, with the driver that opens them, and what tells a store where its file is. */
export function fileAdapter(
  name: string,
  open: (filename: string) => Database.Database,
  source: (filename: string) => SqliteConfig = (filename) => ({ database: () => open(filename) }),
): Adapter {
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true },
    async open({ clock, timer }) {
      const folder = await mkdtemp(join(tmpdir(), 'orderfolio-'));
      const filename = join(folder, 'orderfolio.db');
      const connect = () => openSqlite({ ...source(filename), clock, timer });
      return {
        store: await connect(),
        connect,
        async spoil(key, field, text) {
          const database = open(filename);
          spoil(database, key, field, text);
          database.close();
        },
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  };
}
