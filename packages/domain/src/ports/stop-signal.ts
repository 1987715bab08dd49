import type { OptionRule } from '../validation/options.ts';
import type { Timer } from './clock.ts';

/** Tells when to stop: an `AbortSignal`. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** An option that is a signal. */
export const aStopSignal: OptionRule = {
  words: 'must be an AbortSignal',
  allows: (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'aborted') === 'boolean' &&
    typeof Reflect.get(value, 'addEventListener') === 'function' &&
    typeof Reflect.get(value, 'removeEventListener') === 'function',
};

/**
 * Resolves after about so many milliseconds, or as soon as the signal is aborted. It leaves nothing on the signal, so a loop may call it
 * for as long as its process lives.
 */
export async function sleepUnlessStopped(
  timer: Timer,
  milliseconds: number,
  signal: StopSignal | undefined,
): Promise<void> {
  if (signal === undefined) return timer.sleep(milliseconds);
  if (signal.aborted) return;
  let wake = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const listener = (): void => wake();
  signal.addEventListener('abort', listener);
  try {
    await Promise.race([timer.sleep(milliseconds, stopped), stopped]);
  } finally {
    signal.removeEventListener('abort', listener);
  }
}
