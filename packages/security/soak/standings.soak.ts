import { dynamoDbStores } from '../test/authentication/dynamodb-stores.ts';
import { testStandings } from '../test/authentication/standings-suite.ts';

testStandings(dynamoDbStores());
