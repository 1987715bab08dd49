import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests find a Chromium that runs, or why there is none. */
    readonly chromium: { readonly endpoint: string } | { readonly missing: string };
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts Chromium once for the whole run: CHROMIUM_PATH, or the first on the PATH. Vitest calls it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await chromium.launchServer({ executablePath: findChromium(), args: argumentsOfUser() });
    provide('chromium', { endpoint: server.wsEndpoint() });
    return () => server.close();
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    const missing = `Chromium does not start (${reason}): install it, for example with apt-get install chromium, or name it in CHROMIUM_PATH`;
    if (process.env['CI'] === 'true') throw new Error(missing);
    process.stderr.write(`${missing}\n`);
    provide('chromium', { missing });
    return async () => undefined;
  }
}

/** The path of a Chromium. Throws if there is none. */
export function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH !== undefined) return CHROMIUM_PATH;
  const paths = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = paths.find(isExecutable);
  if (found === undefined) throw new Error(`there is no ${NAMES.join(', ')} on the PATH`);
  return found;
}

/** The sandbox of Chromium does not work for root, as whom containers run. */
export function argumentsOfUser(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
