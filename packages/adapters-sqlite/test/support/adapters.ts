import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite, type SqliteConfig } from '@orderfolio/adapters-sqlite';
import type { Adapter } from '@orderfolio/conformance';
import Database from 'better-sqlite3';
import { freshImage } from '../../src/fresh-image.ts';
import { rawRecords } from './raw-records.ts';

/** The two adapters of this package, on which the suites run. */
export const memory: Adapter = {
  name: 'SQLite in memory',
  capabilities: { durable: false, sharedBetweenConnections: false, changeFeed: true },
  async open({ clock, timer, changeFeed }) {
    const database = new Database(freshImage());
    return {
      store: await openSqlite({ database: () => database, changeFeed, clock, timer }),
      connect: () => openSqlite({ filename: ':memory:', changeFeed, clock, timer }),
      raw: rawRecords((work) => work(database)),
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

/** An adapter on files, the driver that opens them, and a function that tells where a store has its file. */
export function fileAdapter(
  name: string,
  open: (filename: string) => Database.Database,
  source: (filename: string) => SqliteConfig = (filename) => ({ database: () => open(filename) }),
): Adapter {
  return {
    name,
    capabilities: { durable: true, sharedBetweenConnections: true, changeFeed: true },
    async open({ clock, timer, changeFeed }) {
      const folder = await mkdtemp(join(tmpdir(), 'orderfolio-'));
      const filename = join(folder, 'orderfolio.db');
      // To take each step of the schema would be half the time of a test.
      await writeFile(filename, freshImage());
      const connect = () => openSqlite({ ...source(filename), changeFeed, clock, timer });
      return {
        store: await connect(),
        connect,
        raw: rawRecords((work) => {
          const database = open(filename);
          try {
            return work(database);
          } finally {
            database.close();
          }
        }),
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  };
}
