import type { Clock } from '@orderfolio/domain';
import { checkHealth, type HealthCheck } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';
import { type OpenFile, reasonLost } from './file.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** Healthy: the database answers, is at this release's schema, and its file is where it was. */
export function healthCheck(connection: Connection, file: OpenFile | undefined, clock: Clock): HealthCheck {
  return checkHealth(clock, async () => {
    const version = await connection.whenFree(() => connection.pragma('user_version'));
    if (version !== SCHEMA_VERSION) return `the schema is at version ${version}, not ${SCHEMA_VERSION}`;
    return file && reasonLost(file);
  });
}
