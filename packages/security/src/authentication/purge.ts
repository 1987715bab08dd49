import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AuthenticationContext, nowOf } from './account-command.ts';

/** The result of a purge. */
export interface PurgeResult {
  /** How many records were removed. */
  readonly removed: number;
}

/** See `Authentication.purgeExpired`. */
export async function purgeExpired(context: AuthenticationContext): Promise<PurgeResult> {
  const now = nowOf(context);
  let removed = 0;
  let cursor: string | undefined;
  do {
    const page = await context.expired.purge(now, cursor);
    removed += page.removed;
    cursor = page.nextCursor;
    await nextTurn();
  } while (cursor !== undefined);
  return { removed };
}
