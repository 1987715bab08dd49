import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** The root of the repository, from `src` and from `dist` alike. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** An entry of a package, with its own import name. */
export interface Door {
  /** As it is imported, such as `@orderfolio/domain/inversify`. */
  readonly name: string;
  /** The built declarations. */
  readonly types: string;
}

export interface Package {
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly doors: readonly Door[];
}

const manifestSchema = z.object({
  name: z.string(),
  description: z.string(),
  exports: z.record(z.string(), z.object({ types: z.string(), default: z.string() })),
});

/** The version of the package in a folder. */
export function versionIn(folder: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
    .version;
}

/** The packages that are published: those in `packages/` that have sources. */
export function readPackages(root = ROOT): readonly Package[] {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'src/index.ts')))
    .map(readPackage);
}

function readPackage(folder: string): Package {
  const { name, description, exports } = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const doors = Object.entries(exports).map(([path, { types }]) => ({
    name: name + path.slice(1),
    types: join(folder, types),
  }));
  return { name, description, folder, doors };
}
