import { testHistories } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('the histories', () => {
  testHistories(dynamoDbAdapter('DynamoDB'), { histories: 1 });
});
