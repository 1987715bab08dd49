/** Work that is done over and over. */
export interface Repetition {
  /** Begins no further round, and resolves once the one under way is done. */
  stop(): Promise<void>;
}

/** Does the work again and again, a pause after each round: rounds never overlap. The work must not reject. */
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
