/** Work that is done over and over. */
export interface Repetition {
  /** Begins no further round. Resolves when the current one is done. */
  stop(): Promise<void>;
}

/** Does the work again and again, with a pause after each round. Rounds never overlap. The work must not reject. */
export function repeat(pauseMs: number, work: () => Promise<void>): Repetition {
  let timer: NodeJS.Timeout;
  let round = Promise.resolve();
  let isStopped = false;
  const next = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      round = work().then(next);
    }, pauseMs);
  };
  next();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
