import { storeModule } from '@orderfolio/domain/inversify';
import type { ContainerModule } from 'inversify';
import type { DynamoDbConfig } from './config.ts';
import { openDynamoDb } from './open.ts';

/**
 * Binds `TOKENS.Store` to one store on DynamoDB, opened at the first `getAsync` and closed by `container.unbindAllAsync()`.
 * The clock, the ids and the timer come from the container.
 */
export function dynamoDbModule(config: DynamoDbConfig): ContainerModule {
  return storeModule(({ clock, timer, ids }) =>
    openDynamoDb({ ...config, clock: config?.clock ?? clock, ids: config?.ids ?? ids, timer: config?.timer ?? timer }),
  );
}
