import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const FOLDER = new URL('..', import.meta.url);

/** One file for each function, with everything that it needs except bcrypt, whose native part cannot be bundled. */
export function bundle(outdir: string, more: BuildOptions = {}) {
  return build({
    entryPoints: ['gateway', 'own-tokens'].map((name) => fileURLToPath(new URL(`src/${name}.ts`, FOLDER))),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['bcrypt'],
    // Packages that are CommonJS ask for Node's own modules with require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    metafile: true,
    ...more,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { metafile } = await bundle(fileURLToPath(new URL('bundles', FOLDER)));
  for (const [file, { bytes }] of Object.entries(metafile?.outputs ?? {})) process.stdout.write(`${file} ${bytes}\n`);
}
