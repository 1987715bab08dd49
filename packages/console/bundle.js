// Makes dist/page of the sources in page: one script, one style sheet, and the document that names them.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Whoever runs it twice at a time gets one whole page: the folder is put in place when it is complete. */
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

async function place(files) {
  const folder = here('dist/page');
  const beside = here(`dist/page-${process.pid}`);
  await mkdir(beside, { recursive: true });
  for (const [name, contents] of files) await writeFile(join(beside, name), contents);
  if (await hasAll(folder, files)) return rm(beside, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await rename(beside, folder);
}

/** The names have the hashes of the contents. The document has no hash. */
async function hasAll(folder, files) {
  try {
    const names = await readdir(folder);
    const document = await readFile(join(folder, 'index.html'));
    return (
      names.length === files.size &&
      names.every((name) => files.has(name)) &&
      sha(document) === sha(files.get('index.html'))
    );
  } catch {
    return false;
  }
}

const sha = (contents) => createHash('sha256').update(contents).digest('hex');

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePage();
