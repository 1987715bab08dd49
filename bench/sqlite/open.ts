import { openSqlite } from '@orderfolio/adapters-sqlite';
import Database from 'better-sqlite3';
import type { Compare, Comparison, Contender } from './rounds.ts';

const ROUNDS = 200;

export interface OpenResult {
  readonly rounds: number;
  readonly comparison: Comparison | undefined;
}

/** A fresh store in memory, opened and closed, against a database that only runs the same CREATE statements. */
export async function openFresh(compare: Compare): Promise<OpenResult> {
  const schema = await readSchema();
  const ours: Contender = {
    name: 'openSqlite',
    async run() {
      const store = await openSqlite({ filename: ':memory:' });
      await store[Symbol.asyncDispose]();
    },
  };
  const byHand: Contender = {
    name: 'the schema by hand',
    run() {
      const database = new Database(':memory:');
      database.exec(schema);
      database.close();
    },
  };
  const [comparison] = await compare(ours, [byHand], ROUNDS);
  return { rounds: ROUNDS, comparison };
}

async function readSchema(): Promise<string> {
  const database = new Database(':memory:');
  await using _store = await openSqlite({ database: () => database });
  const statements = database
    .prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
    .pluck()
    .all();
  return ['BEGIN', ...statements, 'COMMIT'].join(';\n');
}
