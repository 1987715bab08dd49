import { testRestingOrders } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('the property tests of resting orders', () => {
  // Each sequence has its own table, and the test reads everything back after every command: some hundred requests.
  testRestingOrders(dynamoDbAdapter('DynamoDB'), { sequences: 3 });
});
