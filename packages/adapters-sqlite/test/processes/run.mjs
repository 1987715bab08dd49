import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Runs a TypeScript module of this folder in its own process, on the sources. `node run.mjs <file> <bundle> <JSON>` calls its default
 * export with the JSON. The first process bundles the sources into a folder, and the others start from there: to compile the sources
 * anew takes seconds. Each run of the tests has folders of its own, so no bundle can be stale.
 */
const [file, bundle, input] = process.argv.slice(2);
const entry = fileURLToPath(new URL(file, import.meta.url));
if (!existsSync(bundle)) await writeBundle();
const { default: main } = await import(pathToFileURL(join(bundle, 'main.mjs')).href);
await main(JSON.parse(input));

async function writeBundle() {
  const { build } = await import('esbuild');
  const draft = `${bundle}.${process.pid}`;
  await build({
    entryPoints: { main: entry },
    outdir: draft,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported late is loaded late.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [{ name: 'sources', setup: bundleSources }],
  });
  // Another process may have been quicker.
  await rename(draft, bundle).catch((error) => {
    if (!existsSync(bundle)) throw error;
  });
}

/** The sources of the packages go into the bundle. Everything else is imported from where they find it. */
function bundleSources({ onLoad, onResolve, resolve }) {
  const asked = {};
  onResolve({ filter: /^@orderfolio\// }, ({ path }) => ({ path: sourceOf(path) }));
  onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
    if (pluginData === asked || from.kind === 'entry-point' || path.startsWith('node:')) return undefined;
    const found = await resolve(path, { ...from, pluginData: asked });
    return found.external ? found : { path: pathToFileURL(found.path).href, external: true };
  });
  onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    return { loader: 'ts', contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
  });
}

/** `@orderfolio/domain/adapter` is `packages/domain/src/adapter/index.ts`. */
function sourceOf(name) {
  const [, folder, door = 'index'] = name.split('/');
  const candidates = [`${door}.ts`, `${door}/index.ts`].map((path) =>
    fileURLToPath(new URL(`../../../${folder}/src/${path}`, import.meta.url)),
  );
  return candidates.find(existsSync);
}
