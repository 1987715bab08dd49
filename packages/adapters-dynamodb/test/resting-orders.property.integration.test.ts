import { testRestingOrders } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('the property tests of resting orders', () => {
  // A sequence has a table of its own, and is read back after every command: some hundred requests.
  testRestingOrders(dynamoDbAdapter('DynamoDB'), { sequences: 10 });
});
