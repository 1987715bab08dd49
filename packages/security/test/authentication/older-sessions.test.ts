import { openSqlite } from '@orderfolio/adapters-sqlite';
import { createOrderfolio } from '@orderfolio/domain';
import Database from 'better-sqlite3';
import { BACK_TO_VERSION_7 } from '../../../adapters-sqlite/test/support/older-schemas.ts';
import { useTemporaryFolder } from '../../../adapters-sqlite/test/support/temporary-folder.ts';
import { testOlderSessions } from './older-sessions-suite.ts';
import { ALICE } from './setting.ts';

const inFolder = useTemporaryFolder();

/** A file of the seventh schema, which is brought up to this one when it is opened. */
testOlderSessions(async (older, clock, timer) => {
  const filename = inFolder('older.db');
  {
    await using store = await openSqlite({ filename, clock, timer });
    await createOrderfolio({ store, clock, timer }).users.create(ALICE);
  }
  const { passwordHash, epoch, familyId, at, familyExpiresAt, tokenExpiresAt, usedHash, openHash } = older;
  const { username } = ALICE;
  const stored = `1, '${at}', '${at}'`;
  const token = (hash: string, status: string) =>
    `('${username}', '${hash}', '${familyId}', '${status}', '${tokenExpiresAt}', ${stored})`;
  new Database(filename)
    .exec(
      `${BACK_TO_VERSION_7}
      UPDATE users SET password_hash = '${passwordHash}';
      INSERT INTO login_attempts VALUES ('${username}', 2, 0, '${at}', NULL, ${epoch}, ${stored});
      INSERT INTO refresh_families VALUES ('${username}', '${familyId}', ${epoch}, '${familyExpiresAt}', NULL, NULL, ${stored});
      INSERT INTO refresh_tokens VALUES ${token(usedHash, 'ROTATED')}, ${token(openHash, 'ACTIVE')};`,
    )
    .close();
  return openSqlite({ filename, clock, timer });
});
