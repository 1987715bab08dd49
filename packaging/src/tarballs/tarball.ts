import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kilobytes, type Measurement } from '../budgets.ts';

/** The tarball of a package, under the name that `pnpm pack` gives it. */
export function tarballOf(folder: string, packageName: string): string {
  const prefix = packageName.replace('@', '').replace('/', '-');
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix) && /^-\d/.test(name.slice(prefix.length)));
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new Error(`${folder} has ${names.length} tarballs of ${packageName}.`);
  return join(folder, name);
}

/** Its size and its files. Throws if a file that every package needs is missing. */
export function measureTarball(packageName: string, tarball: string): readonly Measurement[] {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']) {
    if (!files.includes(`package/${file}`)) throw new Error(`The tarball of ${packageName} has no ${file}.`);
  }
  return [
    { packageName, measure: 'tarballKilobytes', value: kilobytes(statSync(tarball).size) },
    { packageName, measure: 'tarballFiles', value: files.length },
  ];
}
