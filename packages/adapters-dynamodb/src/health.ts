import type { Clock } from '@orderfolio/domain';
import { checkHealth, type HealthCheck } from '@orderfolio/domain/adapter';
import type { Connection } from './connection.ts';

/** Healthy: the table answers, and it and its indexes are active. */
export function healthCheck(connection: Connection, clock: Clock): HealthCheck {
  return checkHealth(clock, async () => {
    const { TableStatus, GlobalSecondaryIndexes = [] } = await connection.describe('one');
    if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING') return `the table is ${TableStatus}`;
    const waiting = GlobalSecondaryIndexes.find(
      ({ IndexStatus }) => IndexStatus === 'CREATING' || IndexStatus === 'DELETING',
    );
    return waiting && `the index ${waiting.IndexName} is ${waiting.IndexStatus}`;
  });
}
