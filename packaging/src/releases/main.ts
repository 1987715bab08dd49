import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT, readPackages, versionIn } from '../workspace.ts';

/**
 * Tries a release in a copy of the manifests: a minor change of the domain makes a minor release of every package. Without
 * the patch of Changesets it would be a major one, since the others have the domain as a peer.
 */
const scratch = mkdtempSync(join(tmpdir(), 'orderfolio-release-'));
try {
  tryRelease();
} finally {
  rmSync(scratch, { recursive: true });
}

function tryRelease(): void {
  const packages = readPackages();
  for (const file of ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json']) copy(file);
  for (const { folder } of packages) copy(relative(ROOT, join(folder, 'package.json')));
  writeFileSync(join(scratch, '.changeset/trial.md'), "---\n'@orderfolio/domain': minor\n---\n\nA change.\n");

  const changesets = join(ROOT, 'node_modules/@changesets/cli/bin.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [changesets, 'version'], {
    cwd: scratch,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Changesets failed.\n${stdout}${stderr}`);

  for (const { name, folder } of packages) {
    const before = versionIn(folder);
    const after = versionIn(join(scratch, relative(ROOT, folder)));
    if (after === minorAfter(before)) continue;
    throw new Error(`A minor change of the domain would take ${name} from ${before} to ${after}.`);
  }
  process.stdout.write(`a minor change of the domain makes a minor release of ${packages.length} packages\n`);
}

function copy(file: string): void {
  mkdirSync(join(scratch, file, '..'), { recursive: true });
  cpSync(join(ROOT, file), join(scratch, file));
}

function minorAfter(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return `${major}.${minor + 1}.0`;
}
