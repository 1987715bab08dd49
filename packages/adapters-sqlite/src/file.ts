import { closeSync, existsSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Only the user who runs the process may read and write it. SQLite gives the files beside it the same rights. */
const OWNER_ONLY = 0o600;

/** Makes an empty file if there is none. If that fails, the driver explains why better than we could. */
export function makePrivate(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'a', OWNER_ONLY));
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

/** A file as it was opened. */
export interface OpenFile {
  readonly path: string;
  readonly identity: string;
}

/** The file behind a path. Undefined if there is none that can be inspected. */
export async function fileAt(path: string): Promise<OpenFile | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return { path, identity: `${dev} ${ino}` };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Why writes to the file would be lost. Undefined if they would not. */
export async function reasonLost({ path, identity }: OpenFile): Promise<string | undefined> {
  const found = await fileAt(path);
  if (found?.identity === identity) return undefined;
  const what = found === undefined ? 'the file was deleted or moved' : 'another file has taken the place of the file';
  return `${what}: what is written now will be lost when the store is closed`;
}

/** The code of an error of the file system. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
