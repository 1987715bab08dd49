// Deletes the declarations in the folder `dist` of a package that no door of it reaches: nobody can import their types.
// `prepack` runs it in the folder of the package. `postpack` compiles again, and so brings them back.
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const IMPORT = /(?:\bfrom|\bimport\(|\bimport) ?['"](\.[^'"]+)['"]/g;

const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
const reached = new Set();
for (const { types } of Object.values(exports)) await reach(resolve(types));

const built = await readdir('dist', { recursive: true });
for (const name of built.filter((file) => file.endsWith('.d.ts'))) {
  const file = resolve('dist', name);
  if (!reached.has(file)) await rm(file);
}

async function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, path] of text.matchAll(IMPORT)) await reach(join(dirname(file), path.replace(/\.[jt]s$/, '.d.ts')));
}
