import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { argumentsOfUser, findChromium } from '../../chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests find a Chromium that runs, or why there is none. */
    readonly chromium: { readonly endpoint: string } | { readonly missing: string };
  }
}

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
