import { testTampering } from '@orderfolio/conformance';
import { describe } from 'vitest';
import { dynamoDbAdapter } from './support/adapter.ts';
import { missingServer } from './support/table.ts';

const TEXTS = ['restingId', 'restingAsset', 'expiryBook', 'fallBook', 'riseBook'];
const NUMBERS = ['fall', 'rise', 'shard'];

describe.skipIf(missingServer !== undefined)('an account', () => {
  testTampering(dynamoDbAdapter('DynamoDB'), {
    ...Object.fromEntries(TEXTS.map((name) => [name, 'elsewhere'])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, 1_000_000])),
  });
});
