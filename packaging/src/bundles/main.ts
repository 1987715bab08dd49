import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { type Budget, budgetOf, kilobytes, type Measurement, readBudgets, report } from '../budgets.ts';
import { ROOT, readPackages } from '../workspace.ts';

/**
 * Bundles each package as a service would, and compares its size and the files that it loads with the budget. Needs a
 * build.
 */
async function measureBundles(): Promise<readonly Measurement[]> {
  const budgets = readBudgets();
  const measured = readPackages().map(({ name }) => measureBundle(name, budgetOf(budgets, name)));
  return (await Promise.all(measured)).flat();
}

async function measureBundle(packageName: string, { imports, external }: Budget): Promise<readonly Measurement[]> {
  const contents = Object.entries(imports)
    .map(([door, names]) => `export { ${names.join(', ')} } from '${door}';`)
    .join('\n');
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: join(ROOT, 'packaging') },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external,
    metafile: true,
    write: false,
  });
  const bytes = outputFiles.reduce((total, file) => total + file.contents.length, 0);
  const inputs = loadedAtStart(metafile);
  const parsed = inputs.reduce((total, input) => total + input.bytes, 0);
  return [
    { packageName, measure: 'bundleKilobytes', value: kilobytes(bytes) },
    { packageName, measure: 'modules', value: inputs.length },
    { packageName, measure: 'parsedKilobytes', value: kilobytes(parsed) },
  ];
}

/** The files that Node loads for the entry. Files that an `import()` loads later are left out. */
function loadedAtStart({ inputs }: Metafile): readonly Metafile['inputs'][string][] {
  const reached = new Set(['<stdin>']);
  for (const path of reached) {
    for (const imported of inputs[path]?.imports ?? []) {
      if (imported.kind !== 'dynamic-import') reached.add(imported.path);
    }
  }
  return [...reached].flatMap((path) => inputs[path] ?? []);
}

report(await measureBundles());
