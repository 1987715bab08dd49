import { type Clock, DomainError, type HealthCheck } from '@orderfolio/domain';
import type { Connection } from './connection.ts';

/** Healthy: the table answers, and it and its indexes are active. */
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
    const { TableStatus, GlobalSecondaryIndexes = [] } = await connection.describe('one');
    if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING') return `the table is ${TableStatus}`;
    const waiting = GlobalSecondaryIndexes.find(
      ({ IndexStatus }) => IndexStatus === 'CREATING' || IndexStatus === 'DELETING',
    );
    return waiting && `the index ${waiting.IndexName} is ${waiting.IndexStatus}`;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
