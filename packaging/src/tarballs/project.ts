import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ROOT, versionIn } from '../workspace.ts';
import { type Example, withRequire, wrapped } from './examples.ts';

const NATIVE_TYPESCRIPT = join(ROOT, 'node_modules/typescript/bin/tsc');
const OLDER_TYPESCRIPT = join(ROOT, 'packaging/node_modules/typescript/bin/tsc');

/** The ways in which users compile: for Node, or for a bundler. */
const TYPE_CHECKS = [
  { moduleResolution: 'nodenext', module: 'nodenext', include: ['typed'] },
  { moduleResolution: 'bundler', module: 'esnext', include: ['typed/*.mts'] },
];

/** An empty project in its own folder. A failing command throws, with everything that it printed. */
export class Project {
  readonly #folder: string;
  readonly #doors: readonly string[];

  constructor(folder: string, doors: readonly string[]) {
    this.#folder = folder;
    this.#doors = doors;
    mkdirSync(folder);
  }

  /** Installs tarballs of ours, and other packages by range, with npm. */
  install(tarballs: readonly string[], beside: Readonly<Record<string, string>>): void {
    this.#writeJson('package.json', {
      private: true,
      type: 'module',
      dependencies: { '@types/node': '^20.19.0', ...beside },
      // The addon fits the JavaScript of its own version only.
      overrides: { 'better-sqlite3': versionIn(workspaceAddon()) },
    });
    // Without install scripts, which compile better-sqlite3 for a minute where its binary cannot be downloaded.
    const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    this.#execute('npm', ['install', ...options, ...tarballs]);
    this.#copyAddon();
  }

  /** The addon that the workspace has compiled, of the same version and for the same Node. */
  #copyAddon(): void {
    const installed = join(this.#folder, 'node_modules/better-sqlite3');
    if (!existsSync(installed)) return;
    const binary = 'build/Release/better_sqlite3.node';
    mkdirSync(join(installed, dirname(binary)), { recursive: true });
    cpSync(join(workspaceAddon(), binary), join(installed, binary));
  }

  /** Writes each example for JavaScript and for TypeScript, as an ES module and as CommonJS. */
  write(examples: readonly Example[]): void {
    const imports = this.#doors.map((door, index) => `import * as door${index} from '${door}';\n`).join('');
    const uses = `export default [${this.#doors.map((_, index) => `door${index}`).join(', ')}];\n`;
    this.#write('typed/doors.mts', imports + uses);
    for (const [index, { code }] of examples.entries()) {
      this.#write(`plain/example${index}.mjs`, code);
      this.#write(`plain/example${index}.cjs`, withRequire(code));
      this.#write(`typed/example${index}.mts`, code);
      this.#write(`typed/example${index}.cts`, wrapped(code));
    }
  }

  /** Type-checks for each kind of project, the declarations of all packages included. */
  typeCheck(options: { readonly olderTypeScript: boolean }): void {
    const strictness = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
    for (const { module, moduleResolution, include } of TYPE_CHECKS) {
      const emit = { outDir: moduleResolution, rootDir: 'typed', target: 'es2022', types: ['node'] };
      const config = `${moduleResolution}.json`;
      this.#writeJson(config, { compilerOptions: { module, moduleResolution, ...strictness, ...emit }, include });
      this.#node(NATIVE_TYPESCRIPT, '--project', config);
      if (options.olderTypeScript) this.#node(OLDER_TYPESCRIPT, '--project', config);
    }
  }

  /** Loads each door with `import` and with `require`: both must give the same values, not copies. */
  loadDoors(): void {
    this.#write(
      'doors.mjs',
      `import { deepStrictEqual } from 'node:assert';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
for (const door of ${JSON.stringify(this.#doors)}) {
  const [imported, required] = [await import(door), require(door)];
  deepStrictEqual(Object.keys(required), Object.keys(imported));
  for (const name of Object.keys(imported)) if (required[name] !== imported[name]) throw new Error(door + ' has two ' + name);
}
`,
    );
    this.#node('doors.mjs');
  }

  /** Runs each example as JavaScript and as compiled TypeScript, and compares the output. */
  run(examples: readonly Example[]): void {
    for (const [index, { prints }] of examples.entries()) {
      for (const file of [`plain/example${index}.mjs`, `plain/example${index}.cjs`]) this.#runOne(file, prints);
      for (const file of [`nodenext/example${index}.mjs`, `nodenext/example${index}.cjs`]) this.#runOne(file, prints);
    }
  }

  /** Runs a command in the project. It must end with status 0. */
  command([name, ...args]: readonly [string, ...string[]]): void {
    this.#execute(name, args);
  }

  #runOne(file: string, prints: string | undefined): void {
    const printed = this.#node(file).trim();
    if (prints !== undefined && printed !== prints) throw new Error(`${file} prints ${printed}, not ${prints}.`);
  }

  #node(...args: readonly string[]): string {
    return this.#execute(process.execPath, args);
  }

  #execute(command: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.#folder, encoding: 'utf8' });
    if (status === 0) return stdout;
    throw new Error(`In ${basename(this.#folder)}: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }

  #writeJson(name: string, content: unknown): void {
    this.#write(name, JSON.stringify(content));
  }

  #write(name: string, content: string): void {
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** The folder of better-sqlite3 in the workspace. */
function workspaceAddon(): string {
  const adapter = createRequire(join(ROOT, 'packages/adapters-sqlite/package.json'));
  return dirname(adapter.resolve('better-sqlite3/package.json'));
}
