import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slowest files, as `--reporter=json` shows them, the slowest first. */
const SLOWEST = [
  'adapters-dynamodb/test/conformance.integration.test.ts',
  'adapters-dynamodb/test/tampering.integration.test.ts',
  'adapters-sqlite/test/conformance.test.ts',
  'adapters-sqlite/test/model.property.test.ts',
  'adapters-sqlite/test/worker-kill.test.ts',
  'adapters-sqlite/test/kill.test.ts',
  'map-adapter/test/conformance.test.ts',
  'adapters-sqlite/test/resting-orders.property.test.ts',
  'adapters-dynamodb/test/costs.integration.test.ts',
  'security/test/authentication/accounts.integration.test.ts',
];

/** Starts the slowest files first: a worker that begins one at the end keeps the run waiting while the others are idle. */
export default class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = SLOWEST.findIndex((path) => moduleId.endsWith(path));
  return rank === -1 ? SLOWEST.length : rank;
}
