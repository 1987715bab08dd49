import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what child processes start from. */
    readonly processBundles: string;
  }
}

/** Makes the folder for the whole run. Vitest calls it. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'orderfolio-processes-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  project.provide('processBundles', folder);
  project.onTestsRerun(async () => {
    remove();
    mkdirSync(folder);
  });
  return remove;
}
