import { existsSync, readdirSync } from 'node:fs';
import type { KnipConfig } from 'knip';

/** A package without sources has nothing to check, only dependencies that nothing uses yet. */
const packagesWithoutSources = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => !existsSync(`${folder}/src/index.ts`));

const config: KnipConfig = {
  ignoreWorkspaces: packagesWithoutSources,
  rules: { catalog: packagesWithoutSources.length > 0 ? 'off' : 'error' },
  workspaces: {
    // .ci/check-packages runs these two.
    '.': { entry: ['.ci/*.ts'], ignoreDependencies: ['publint', '@arethetypeswrong/cli'] },
    'packages/*': { entry: ['test/**/*.test.ts'] },
    'packages/adapters-sqlite': { entry: ['test/**/*.test.ts', 'test/processes/*.{ts,mjs}', 'soak/**/*.soak.ts'] },
    'packages/adapters-dynamodb': {
      entry: ['test/**/*.test.ts', 'test/processes/trade.ts', 'soak/**/*.soak.ts'],
    },
    'packages/cli': { entry: ['test/**/*.test.ts', 'soak/**/*.soak.ts'] },
    'packages/console': {
      entry: ['page/main.tsx', 'test/**/*.test.ts'],
      project: ['src/**', 'page/**', 'test/**'],
      // A test reads it as a file, and runs it in the browser.
      ignoreDependencies: ['axe-core'],
    },
    'packages/security': { entry: ['test/**/*.test.ts', 'soak/**/*.soak.ts'] },
    'packages/cache': { entry: ['test/**/*.test.ts'], ignoreBinaries: ['redis-server'] },
    'packages/http': {
      entry: ['test/**/*.test.ts', 'soak/**/*.soak.ts'],
    },
    'examples/lambda': {
      entry: ['src/{bundle,gateway,own-tokens}.ts', 'test/**/*.test.ts'],
      // It stays beside the bundle.
      ignoreDependencies: ['bcrypt'],
    },
    'examples/map-adapter': { entry: ['src/open-map.ts', 'test/**/*.test.ts'] },
    'examples/testing': { entry: ['test/**/*.test.ts'] },
    'examples/*': { entry: ['src/main.ts', 'test/**/*.test.ts'] },
    // The bench of HTTP runs its server in a process of its own.
    bench: { entry: ['*/main.ts', 'http/server.ts'] },
    // Its bundles are made of the packages by name.
    packaging: {
      entry: ['src/*/main.ts', 'keep-reached-declarations.js', 'test/**/*.test.ts'],
      ignoreDependencies: ['@orderfolio/*'],
    },
  },
};

export default config;
