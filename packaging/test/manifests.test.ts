import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ROOT, readPackages } from '../src/workspace.ts';

const HOME = 'https://github.com/orderfolio/orderfolio';
const ranges = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  repository: z.unknown(),
  homepage: z.string(),
  bugs: z.unknown(),
  license: z.string(),
  engines: z.unknown(),
  sideEffects: z.unknown(),
  type: z.string(),
  files: z.array(z.string()),
  exports: z.record(z.string(), z.record(z.string(), z.string())),
  bin: z.record(z.string(), z.string()).optional(),
  dependencies: ranges,
  peerDependencies: ranges,
  devDependencies: ranges,
});

const readManifest = (folder: string) =>
  manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')));

const ours = new Set(readPackages().map(({ name }) => name));

describe.each(readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`))('%s', (folder) => {
  const manifest = readManifest(folder);

  test('a registry page leads to its folder, to its README and to where bugs are reported', () => {
    expect(manifest).toMatchObject({
      repository: { type: 'git', url: `git+${HOME}.git`, directory: folder },
      homepage: `${HOME}/tree/main/${folder}#readme`,
      bugs: { url: `${HOME}/issues` },
      license: 'MIT',
    });
  });

  test('it is an ES module for the Node that all support, and a bundler may drop what is not used', () => {
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, engines: { node: '>=20.19' } });
  });

  test('every door names its types first, for compilers take what comes first', () => {
    for (const conditions of Object.values(manifest.exports)) {
      expect(Object.keys(conditions)).toEqual(['types', 'default']);
    }
  });

  test('what was made of the sources is shipped, and not the sources: there are no maps that point to them', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'CHANGELOG.md']));
    expect(manifest.files).not.toContain('src');
  });

  test('other packages of ours are its peers, of which a service has one copy; a command brings what it runs on', () => {
    const brought = Object.keys(manifest.dependencies).filter((name) => ours.has(name));
    if (manifest.bin === undefined) expect(brought).toEqual([]);
    for (const name of brought) expect(manifest.dependencies[name]).toBe('workspace:^');
    for (const name of Object.keys(manifest.peerDependencies).filter((name) => ours.has(name))) {
      expect(manifest.peerDependencies[name]).toBe('workspace:^');
      expect(manifest.devDependencies[name]).toBe('workspace:*');
    }
  });
});
