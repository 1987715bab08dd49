import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { errorOf, type ServiceError } from './problem.ts';

/** What is asked of the service, as it stands. What was loaded stays while it is loaded again. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: ServiceError | undefined;
  /** Asks again. */
  readonly reload: () => void;
}

/**
 * Loads once, and again if a dependency or the reload asks for it. The reply to an older question is passed by.
 */
export function useLoaded<Value>(load: () => Promise<Value>, dependencies: readonly unknown[]): Loaded<Value> {
  const value: Signal<Value | undefined> = useSignal(undefined);
  const error: Signal<ServiceError | undefined> = useSignal(undefined);
  const asked = useRef(0);
  const reload = useCallback(() => {
    asked.current += 1;
    const own = asked.current;
    load().then(
      (found) => {
        if (own !== asked.current) return;
        value.value = found;
        error.value = undefined;
      },
      (cause: unknown) => {
        if (own === asked.current) error.value = errorOf(cause);
      },
    );
  }, dependencies);
  useEffect(() => {
    value.value = undefined;
    error.value = undefined;
    reload();
    return () => {
      asked.current += 1;
    };
  }, [reload]);
  return { value: value.value, error: error.value, reload };
}
