import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type Adapter, testModel } from '@orderfolio/domain/conformance';

const memory: Adapter = {
  name: 'SQLite in memory',
  capabilities: { durable: false, sharedBetweenConnections: false },
  async open({ clock, timer }) {
    const connect = () => openSqlite({ filename: ':memory:', clock, timer });
    return { store: await connect(), connect, dispose: async () => undefined };
  },
};

const file: Adapter = {
  name: 'SQLite in a file',
  capabilities: { durable: true, sharedBetweenConnections: true },
  async open({ clock, timer }) {
    const folder = mkdtempSync(join(tmpdir(), 'orderfolio-model-'));
    const connect = () => openSqlite({ filename: join(folder, 'store.db'), synchronous: 'NORMAL', clock, timer });
    return { store: await connect(), connect, dispose: async () => rmSync(folder, { recursive: true }) };
  },
};

testModel(memory, { sequences: 2_000 });
testModel(file, { sequences: 60 });
