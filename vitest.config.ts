import { statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import SlowFilesFirst from './.ci/slow-files-first.ts';

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

const MEMORY_DISK = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/** Temporary files go into memory if there is room: SQLite's files wait for a disk at every commit, and no test cuts the power. */
function temporaryFolder(): { readonly TMPDIR?: string } {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    return bavail * bsize >= ROOM ? { TMPDIR: MEMORY_DISK } : {};
  } catch {
    // Not every system has one.
    return {};
  }
}

/** Tests that start processes need it. */
const BUNDLES = './packages/adapters-sqlite/test/processes/bundles.ts';

/** Tests that serve the console need its page. */
const PAGE = './packages/console/test/support/page-built.ts';

/** The tests run on the sources, so no build is needed, and none can be stale. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@orderfolio\/([a-z-]+)$/, replacement: source('$1/src/index.ts') },
      { find: /^@orderfolio\/(adapters-[a-z]+|security)\/inversify$/, replacement: source('$1/src/inversify.ts') },
      { find: /^@orderfolio\/([a-z-]+)\/([a-z-]+)$/, replacement: source('$1/src/$2/index.ts') },
    ],
  },
  test: {
    // Tests that need a server are a project of their own. The server starts only for a run that has such tests.
    projects: [
      {
        extends: true,
        test: {
          name: 'hermetic',
          include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'packaging/test/**/*.test.ts'],
          exclude: ['packages/adapters-dynamodb/**', '**/*.integration.test.ts', '**/node_modules/**'],
          globalSetup: [BUNDLES, PAGE],
        },
      },
      {
        extends: true,
        test: {
          name: 'dynamodb',
          include: [
            'packages/adapters-dynamodb/test/**/*.test.ts',
            '{packages/{cli,http,security,telemetry},examples/*}/test/**/*.integration.test.ts',
            'packages/cache/test/dynamodb.integration.test.ts',
          ],
          globalSetup: ['./packages/adapters-dynamodb/test/support/dynamodb-local.ts', BUNDLES],
        },
      },
      {
        extends: true,
        test: {
          name: 'redis',
          include: ['packages/cache/test/redis.integration.test.ts'],
          globalSetup: './packages/cache/test/support/redis-server.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'chromium',
          include: ['packages/console/test/chromium/*.integration.test.ts'],
          globalSetup: [PAGE, './packages/console/test/support/chromium.ts'],
        },
      },
    ],
    env: temporaryFolder(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    watch: false,
    // Processes, not threads: a native addon or a killed child cannot take another file's tests down.
    pool: 'forks',
    // The files of a worker share their modules: to load them anew for each file took as long as the tests. So no file
    // may leave anything behind in a module.
    isolate: false,
    // By default a machine of two cores gets one worker, and the files wait for each other.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFilesFirst },
    // Passed tests print too: the property tests print the seeds that replay them.
    silent: false,
    reporters: ['default', './.ci/closing-line-reporter.ts'],
  },
});
