import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../budgets.ts';
import { ROOT, readPackages } from '../workspace.ts';
import { Declarations } from './declarations.ts';
import { doorPage, fileOf, indexPage } from './page.ts';

/**
 * Writes the API reference, a page for each door, and counts the names that have no docstring. With `--check` it writes
 * nothing: the exit status is 1 if the pages are not those of the declarations. Needs a build.
 */
const folder = join(ROOT, 'docs/reference');
const packages = readPackages();
const declarations = new Declarations(packages.flatMap(({ doors }) => doors.map(({ types }) => types)));
/** Its types are generated from the OpenAPI document, which is the reference of each of them. */
const GENERATED = new Set(['@orderfolio/http/client']);
const doors = packages.flatMap(({ name, description, doors }) => {
  return doors
    .filter((door) => !GENERATED.has(door.name))
    .map((door) => ({
      door,
      docs: declarations.docsOf(door.types) || (door.name === name ? `${description}.` : ''),
      entries: declarations.entriesOf(door.types),
    }));
});
const pages = new Map([
  ['README.md', indexPage(doors)],
  ...doors.map((door) => [fileOf(door.door), doorPage(door, doors)] as const),
]);

if (process.argv.includes('--check')) {
  const names = new Set([...pages.keys(), ...readdirSync(folder)]);
  const stale = [...names].filter((name) => pages.get(name) !== read(name));
  if (stale.length > 0) {
    process.stdout.write(
      `docs/reference is not of these sources (${stale.join(', ')}): run \`pnpm docs:reference\`.\n`,
    );
    process.exitCode = 1;
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, page] of pages) writeFileSync(join(folder, name), page);
}

report(
  packages.map(({ name, doors: own }) => {
    const entries = doors.filter(({ door }) => own.includes(door)).flatMap((door) => door.entries);
    const undocumented = new Set(entries.filter(({ docs }) => docs === '').map((entry) => entry.name));
    return { packageName: name, measure: 'undocumentedNames', value: undocumented.size };
  }),
);

function read(name: string): string | undefined {
  return readdirSync(folder).includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined;
}
