import { isOrderfolioError, type RequestFacts } from '@orderfolio/domain';
import type { GuardedObserver } from '@orderfolio/domain/adapter';

/** The name of a commit for observers. */
export const COMMIT = 'COMMIT';

type Known = Pick<RequestFacts, 'commits'>;

/** Uses the database, and tells the observer how it went. */
export function observeRequest<Result>(
  observer: GuardedObserver,
  operation: 'SELECT' | 'UPDATE' | typeof COMMIT,
  act: () => Promise<Result>,
  factsOf: (result: Result) => Known = () => ({}),
): Promise<Result> {
  return observer.during({ kind: 'request', system: 'sqlite', operation }, act, {
    done: factsOf,
    failed: (error) => ({ error: nameOf(error) }),
  });
}

/** SQLite's own code, such as `SQLITE_BUSY`. A commit that was refused has the code of the refusal. */
function nameOf(error: unknown): string {
  if (!isOrderfolioError(error)) return 'Error';
  const code: unknown = typeof error.cause === 'object' && error.cause !== null && Reflect.get(error.cause, 'code');
  return typeof code === 'string' && /^SQLITE_\w{1,60}$/.test(code) ? code : error.code;
}
