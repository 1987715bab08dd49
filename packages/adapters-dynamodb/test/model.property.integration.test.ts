import { testModel } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer, newTableName } from './support/table.ts';

/** Every kind of character that a table's name may have. */
const otherName = (): string => `Other_Tables.${newTableName()}`;

describe.skipIf(missingServer !== undefined)('the property tests', () => {
  // Each sequence has its own table, and the test reads everything back after every command: some hundred requests.
  testModel(dynamoDbAdapter('DynamoDB, under another table name', otherName), { sequences: 12 });
});
