import { useEffect, useMemo } from 'preact/hooks';
import { Loader } from './loader.ts';
import type { ServiceError } from './problem.ts';

/** What is asked of the service, as it stands. What was loaded stays while it is loaded again. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: ServiceError | undefined;
  /** Asks again. It is the same function as long as the dependencies are. */
  readonly reload: () => void;
}

/** Loads once, anew if a dependency changes, and again if the reload asks for it. */
export function useLoaded<Value>(load: () => Promise<Value>, dependencies: readonly unknown[]): Loaded<Value> {
  const loader = useMemo(() => new Loader(load), dependencies);
  useEffect(() => {
    loader.reload();
    return () => loader.stop();
  }, [loader]);
  const { value, error } = loader.outcome.value;
  return { value, error, reload: loader.reload };
}

/** Calls it again and again while the page is looked at: for what sends no events. */
export function useEvery(milliseconds: number, call: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') call();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, call]);
}
