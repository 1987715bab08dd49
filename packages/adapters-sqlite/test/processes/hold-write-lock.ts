import { once } from 'node:events';
import Database from 'better-sqlite3';

/** Holds the file's write lock until it is told to let go. */
export default async function main({ filename }: { filename: string }): Promise<void> {
  const database = new Database(filename);
  database.exec('BEGIN IMMEDIATE');
  process.stdout.write('held\n');
  await once(process.stdin, 'data');
  database.exec('COMMIT');
  database.close();
  process.stdout.write('released\n');
  process.stdin.destroy();
}
