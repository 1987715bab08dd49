// Makes dist/page of the sources in page: one script, one style sheet, and the document that names them.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Several processes may make it at the same time. */
export async function bundlePage() {
  const { outputFiles } = await build({
    entryPoints: [here('page/main.tsx')],
    outdir: here('dist/page'),
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf('/') + 1), contents]));
  const [script] = [...files.keys()].filter((name) => name.endsWith('.js'));
  const [style] = [...files.keys()].filter((name) => name.endsWith('.css'));
  const document = await readFile(here('page/index.html'), 'utf8');
  files.set('index.html', Buffer.from(document.replace('main.js', script).replace('main.css', style)));
  files.set('icon.svg', await readFile(here('page/icon.svg')));
  await place(files);
}

/** A reader always finds a whole page: the document is replaced when all that it names is there, and what it named goes last. */
async function place(files) {
  const folder = here('dist/page');
  await mkdir(folder, { recursive: true });
  for (const [name, contents] of files) {
    const beside = here(`dist/.${randomUUID()}`);
    await writeFile(beside, contents);
    await rename(beside, join(folder, name));
  }
  for (const name of await readdir(folder)) if (!files.has(name)) await rm(join(folder, name), { force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePage();
