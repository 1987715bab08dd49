import Database from 'better-sqlite3';
import { FRESH_SCHEMA } from './schema.ts';

let image: Buffer | undefined;

/** A database of this release with nothing in it, as the driver opens it in memory. It is made once, since tests open many stores. */
export function freshImage(): Buffer {
  if (image !== undefined) return image;
  const empty = new Database(':memory:');
  empty.exec(FRESH_SCHEMA);
  image = empty.serialize();
  empty.close();
  return image;
}
