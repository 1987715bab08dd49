import { openDynamoDb } from '@orderfolio/adapters-dynamodb';
import { createOrderfolio } from '@orderfolio/domain';
import { adapterStoreOf, insert, save } from '@orderfolio/domain/adapter';
import { afterEach, describe } from 'vitest';
import {
  clientConfigs,
  makeTable,
  missingServer,
  newTableName,
  type TestTable,
} from '../../../adapters-dynamodb/test/support/table.ts';
import { testLockout } from './lockout-suite.ts';
import { testOlderSessions } from './older-sessions-suite.ts';
import { testRecovery } from './recovery-suite.ts';
import { testSessions } from './sessions-suite.ts';
import { ALICE, type OpenStore } from './setting.ts';
import { testStandings } from './standings-suite.ts';

/** Runs on DynamoDB Local, which is started for the run. */
describe.skipIf(missingServer !== undefined)('on DynamoDB', () => {
  const tables: TestTable[] = [];
  const nextConfig = clientConfigs();
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.drop();
  });
  const openStore: OpenStore = async (clock, timer) => {
    const table = await makeTable(newTableName(), nextConfig());
    tables.push(table);
    return openDynamoDb({ tableName: table.tableName, client: table.client, onOpen: 'trust', clock, timer });
  };
  testRecovery(openStore);
  testSessions(openStore);
  testLockout(openStore);
  testStandings(openStore);

  /** The hash is in the user's record, and the counts are with those of unknown names. */
  testOlderSessions(async (older, clock, timer) => {
    const store = await openStore(clock, timer);
    const { username } = ALICE;
    await createOrderfolio({ store, clock, timer }).users.create(ALICE);
    const { unitOfWork } = adapterStoreOf(store);
    const [user] = await unitOfWork.read([{ entity: 'user', username }]);
    if (user === undefined) throw new Error('there is no user');
    const { passwordHash, epoch, familyId, at, familyExpiresAt, tokenExpiresAt, usedHash, openHash } = older;
    const stored = { version: 1, createdAt: at, updatedAt: at };
    const token = { username, familyId, expiresAt: tokenExpiresAt, ...stored };
    const changes = [
      save('user', user, { ...user, passwordHash }),
      insert('loginAttempts', { username, failures: 2, pauses: 0, lastFailureAt: at, epoch, ...stored }),
      insert('refreshFamily', { username, familyId, epoch, expiresAt: familyExpiresAt, ...stored }),
      insert('refreshToken', { ...token, tokenHash: usedHash, status: 'ROTATED' }),
      insert('refreshToken', { ...token, tokenHash: openHash, status: 'ACTIVE' }),
    ];
    await unitOfWork.commit({ token: 'the release before', changes });
    return store;
  });
});
