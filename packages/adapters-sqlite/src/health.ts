import type { Clock, HealthCheck } from '@orderfolio/domain';
import { checkHealth } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** Healthy: the database answers and is at this release's schema. */
export function healthCheck(connection: Connection, clock: Clock): HealthCheck {
  return checkHealth(clock, async () => {
    const version = await connection.whenFree(() => connection.pragma('user_version'));
    return version === SCHEMA_VERSION ? undefined : `the schema is at version ${version}, not ${SCHEMA_VERSION}`;
  });
}
