import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from '../src/bundle.ts';

/** A handler as Lambda calls it. */
export type Handler = (
  event: object,
  context: object,
) => Promise<{ readonly statusCode: number; readonly body: string }>;

/** It bundles the packages' sources, so no build is needed, and none can be stale. */
const SOURCES = fileURLToPath(new URL('../../../packages/', import.meta.url));
/** The bundle lies beside the sources, so that it finds bcrypt. */
const FOLDER = fileURLToPath(new URL(`../bundles-${process.pid}/`, import.meta.url));

/** Bundles both functions and loads one, as a cold start does, with this environment. */
export async function coldStart(name: string, environment: Readonly<Record<string, string>>): Promise<Handler> {
  await bundle(FOLDER, { alias: ALIASES, minify: false });
  Object.assign(process.env, environment);
  const { handler } = await import(pathToFileURL(join(FOLDER, `${name}.mjs`)).href);
  return handler;
}

export function removeBundles(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

const ALIASES = Object.fromEntries(
  ['adapters-dynamodb', 'domain/adapter', 'domain/schemas', 'domain', 'security', 'http'].map((name) => {
    const [folder = name, door] = name.split('/');
    return [`@orderfolio/${name}`, join(SOURCES, folder, 'src', ...(door === undefined ? [] : [door]), 'index.ts')];
  }),
);
