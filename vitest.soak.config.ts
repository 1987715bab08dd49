import { defineConfig } from 'vitest/config';
import tests from './vitest.config.ts';

// The projects of the tests name their own files, whatever is included here.
const { projects, ...shared } = tests.test ?? {};

/**
 * The long forms, `pnpm soak`: hundreds of kills, a million orders, thousands of failing requests and of random
 * sequences. They run one after the other, so that their figures come from an idle machine.
 */
export default defineConfig({
  ...tests,
  test: {
    ...shared,
    include: ['packages/*/soak/**/*.soak.ts'],
    globalSetup: [
      './packages/adapters-dynamodb/test/support/dynamodb-local.ts',
      './packages/adapters-sqlite/test/processes/bundles.ts',
    ],
    testTimeout: 4 * 3_600_000,
    fileParallelism: false,
  },
});
