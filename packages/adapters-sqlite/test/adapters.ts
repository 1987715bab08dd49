import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import type { Adapter } from '@orderfolio/domain/conformance';

/** The two adapters that this package is: what the suites run on. */
export const memory: Adapter = {
  name: 'SQLite in memory',
  capabilities: { durable: false, sharedBetweenConnections: false },
  async open({ clock, timer }) {
    const connect = () => openSqlite({ filename: ':memory:', clock, timer });
    return { store: await connect(), connect, dispose: async () => undefined };
  },
};

export const file: Adapter = {
  name: 'SQLite in a file',
  capabilities: { durable: true, sharedBetweenConnections: true },
  async open({ clock, timer }) {
    const folder = await mkdtemp(join(tmpdir(), 'orderfolio-'));
    const connect = () => openSqlite({ filename: join(folder, 'orderfolio.db'), clock, timer });
    return { store: await connect(), connect, dispose: () => rm(folder, { recursive: true }) };
  },
};
