import { ConfigurationInvalidError } from '@orderfolio/domain';
import type { Settings } from './config.ts';
import type { Connection } from './connection.ts';
import { MIGRATIONS } from './migrations.ts';
import { FIRST_WITH_COST_BASIS, fillCostBases } from './older-holdings.ts';

/** Written into the file's header: tells an Orderfolio database from any other ("OFLO"). */
const APPLICATION_ID = 0x4f464c4f;

/** The schema version that this release writes and reads. */
export const SCHEMA_VERSION: number = MIGRATIONS.length;

/**
 * CONFIGURATION_INVALID, naming the option of the database, if the database is not Orderfolio's or is from a newer release. An empty
 * database is fine. Writes nothing.
 */
export function requireOurs(connection: Connection, source: Settings['source']): void {
  const version = connection.pragma('user_version');
  const application = connection.pragma('application_id');
  const isEmpty = application === 0 && version === 0 && !connection.hasTables();
  if (application !== APPLICATION_ID && !isEmpty) {
    throw new ConfigurationInvalidError({ field: source, rule: 'is the database of another application' });
  }
  if (version > SCHEMA_VERSION) {
    const rule = `is at schema version ${version}, newer than ${SCHEMA_VERSION}, which this release knows: upgrade Orderfolio`;
    throw new ConfigurationInvalidError({ field: source, rule });
  }
}

const STAMP = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`;

/** Turns an empty database into one of this release. */
export const FRESH_SCHEMA: string = [...MIGRATIONS, STAMP].join('\n');

/** Brings the database to this release's schema, in one transaction. Several processes may try at once. Errors like `requireOurs`. */
export function migrate(connection: Connection, source: Settings['source']): Promise<void> {
  return connection.transaction('migration', () => {
    requireOurs(connection, source);
    const version = connection.pragma('user_version');
    for (const [index, step] of MIGRATIONS.entries()) {
      if (index < version) continue;
      connection.run(step);
      // A new database has no holdings.
      if (version > 0 && index + 1 === FIRST_WITH_COST_BASIS) fillCostBases(connection);
    }
    if (version < SCHEMA_VERSION) connection.run(STAMP);
    // A transaction begins even on a read-only file. A write fails there, even if it writes no row.
    connection.run('UPDATE locks SET fence = fence WHERE FALSE');
  });
}
