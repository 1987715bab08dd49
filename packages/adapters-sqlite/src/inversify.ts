import { storeModule } from '@orderfolio/domain/inversify';
import type { ContainerModule } from 'inversify';
import type { SqliteConfig } from './config.ts';
import { openSqlite } from './open.ts';

/**
 * Binds `TOKENS.Store` to one store on SQLite, opened at the first `getAsync` and closed by `container.unbindAllAsync()`.
 * The clock and the timer come from the container.
 */
export function sqliteModule(config: SqliteConfig): ContainerModule {
  return storeModule(({ clock, timer }) =>
    openSqlite({ ...config, clock: config?.clock ?? clock, timer: config?.timer ?? timer }),
  );
}
