import { TOKENS } from '@orderfolio/domain/inversify';
import { ContainerModule } from 'inversify';
import type { SqliteConfig } from './config.ts';
import { openSqlite } from './open.ts';

/**
 * Binds `TOKENS.Store` to one store on SQLite, opened at the first `getAsync` and closed by `container.unbindAllAsync()`.
 * The clock and the timer come from the container.
 */
export function sqliteModule(config: SqliteConfig): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Store)
      .toResolvedValue(
        (clock, timer) => openSqlite({ ...config, clock: config?.clock ?? clock, timer: config?.timer ?? timer }),
        [TOKENS.Clock, TOKENS.Timer],
      )
      .inSingletonScope()
      .onDeactivation((store) => store[Symbol.asyncDispose]());
  });
}
