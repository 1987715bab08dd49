import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** Makes a folder for every test of the file, and removes it after the test. Gives the path of a name in it. */
export function useTemporaryFolder(): (name: string) => string {
  let folder: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orderfolio-'));
  });
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });
  return (name) => {
    if (folder === undefined) throw new Error('the folder is there within a test only');
    return join(folder, name);
  };
}
