import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

/** The tests run on the sources: no build is needed, and none can be stale. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@orderfolio\/([a-z-]+)$/, replacement: source('$1/src/index.ts') },
      { find: /^@orderfolio\/([a-z-]+)\/([a-z-]+)$/, replacement: source('$1/src/$2/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
