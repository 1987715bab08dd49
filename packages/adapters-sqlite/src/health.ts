import { type Clock, DomainError, type HealthCheck } from '@orderfolio/domain';
import type { Connection } from './connection.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** Healthy: the database answers and is at this release's schema. */
export function healthCheck(connection: Connection, clock: Clock): HealthCheck {
  return {
    async check() {
      const started = clock.now().getTime();
      const reason = await reasonNot(connection);
      const latencyMs = Math.max(0, clock.now().getTime() - started);
      return reason === undefined ? { healthy: true, latencyMs } : { healthy: false, latencyMs, reason };
    },
  };
}

async function reasonNot(connection: Connection): Promise<string | undefined> {
  try {
    const version = await connection.whenFree(() => connection.pragma('user_version'));
    return version === SCHEMA_VERSION ? undefined : `the schema is at version ${version}, not ${SCHEMA_VERSION}`;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
