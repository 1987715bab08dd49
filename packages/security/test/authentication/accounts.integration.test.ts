import { createOrderfolio } from '@orderfolio/domain';
import { adapterStoreOf, insert, save } from '@orderfolio/domain/adapter';
import { describe } from 'vitest';
import { missingServer } from '../../../adapters-dynamodb/test/support/table.ts';
import { dynamoDbStores } from './dynamodb-stores.ts';
import { testLockout } from './lockout-suite.ts';
import { testOlderSessions } from './older-sessions-suite.ts';
import { testRecovery } from './recovery-suite.ts';
import { testSessions } from './sessions-suite.ts';
import { ALICE } from './setting.ts';

/**
 * Runs on DynamoDB Local, which is started for the run. The standings of accounts do not depend on the store: the suite runs on SQLite, and on
 * DynamoDB in the soak.
 */
describe.skipIf(missingServer !== undefined)('on DynamoDB', () => {
  const openStore = dynamoDbStores();
  testRecovery(openStore);
  testSessions(openStore);
  testLockout(openStore);

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
