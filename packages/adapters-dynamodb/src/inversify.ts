import { TOKENS } from '@orderfolio/domain/inversify';
import { ContainerModule } from 'inversify';
import type { DynamoDbConfig } from './config.ts';
import { openDynamoDb } from './open.ts';

/**
 * Binds `TOKENS.Store` to one store on DynamoDB, opened at the first `getAsync` and closed by `container.unbindAll()`.
 * The clock, the ids and the timer come from the container.
 */
export function dynamoDbModule(config: DynamoDbConfig): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Store)
      .toResolvedValue(
        (clock, ids, timer) =>
          openDynamoDb({
            ...config,
            clock: config?.clock ?? clock,
            ids: config?.ids ?? ids,
            timer: config?.timer ?? timer,
          }),
        [TOKENS.Clock, TOKENS.IdGenerator, TOKENS.Timer],
      )
      .inSingletonScope()
      .onDeactivation((store) => store[Symbol.asyncDispose]());
  });
}
