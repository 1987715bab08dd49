import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slowest files of each project, as `--reporter=json` shows them, the slowest first. */
const SLOWEST = [
  'adapters-dynamodb/test/conformance.integration.test.ts',
  'adapters-dynamodb/test/tampering.integration.test.ts',
  'http/test/routes.integration.test.ts',
  'security/test/authentication/accounts.integration.test.ts',
  'adapters-dynamodb/test/costs.integration.test.ts',
  'adapters-dynamodb/test/resting-orders.property.integration.test.ts',
  'adapters-sqlite/test/conformance.test.ts',
  'adapters-sqlite/test/kill.test.ts',
  'adapters-sqlite/test/worker-kill.test.ts',
  'adapters-sqlite/test/resting-orders.property.test.ts',
  'adapters-sqlite/test/tampering.test.ts',
  'http/test/hostile.test.ts',
  'map-adapter/test/conformance.test.ts',
  'security/test/passwords/flood.test.ts',
  'adapters-sqlite/test/model.property.test.ts',
  'console/test/chromium/pages.integration.test.ts',
  'console/test/chromium/hostile.integration.test.ts',
];

/**
 * Starts the slowest files of a project first: a worker that begins one at the end keeps the run waiting while the others are idle. One project
 * comes after the other: a worker that changes between them starts anew, and loads all modules again.
 */
export default class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const placeOf = ({ project }: TestSpecification): number => projects.indexOf(project.name);
    return sorted.sort((one, other) => placeOf(one) - placeOf(other) || rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = SLOWEST.findIndex((path) => moduleId.endsWith(path));
  return rank === -1 ? SLOWEST.length : rank;
}
