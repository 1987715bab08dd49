import { testTampering } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { PLACES } from './support/places.ts';
import { missingServer } from './support/table.ts';

describe.skipIf(missingServer !== undefined)('an account', () => {
  testTampering(dynamoDbAdapter('DynamoDB'), { places: PLACES, everySort: false });
});
