import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

/**
 * Another copy of the driver, with its own classes and its own native code, like a second version in `node_modules`.
 */
export interface SecondDriver {
  readonly Driver: typeof Database;
  open(filename: string): Database.Database;
  /** Removes the copy. */
  dispose(): void;
}

export function loadSecondDriver(): SecondDriver {
  const require = createRequire(import.meta.url);
  const loaded = Object.keys(require.cache).filter((path) => path.includes('better-sqlite3'));
  for (const path of loaded) delete require.cache[path];
  const Driver: typeof Database = require('better-sqlite3');
  const folder = mkdtempSync(join(tmpdir(), 'orderfolio-driver-'));
  const nativeBinding = join(folder, 'better_sqlite3.node');
  copyFileSync(require.resolve('better-sqlite3/build/Release/better_sqlite3.node'), nativeBinding);
  return {
    Driver,
    open: (filename) => new Driver(filename, { nativeBinding }),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
