import { HttpError } from '../problems/http-error.ts';

/** Called when work has ended after its deadline. */
interface Late<Result> {
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/** The time that a request has. */
export interface Deadline {
  /** Aborted when the time is over. Work that was still waiting need not begin. */
  readonly signal: AbortSignal;
  /**
   * The work's outcome, or DEADLINE_EXCEEDED if it does not come in time. The work goes on: a command changes everything or nothing,
   * never half. `late` is called with its outcome.
   */
  hold<Result>(work: Promise<Result>, late: Late<Result>): Promise<Result>;
}

export function deadlineIn(milliseconds: number): Deadline {
  let controller: AbortController | undefined;
  let isOver = false;
  return {
    get signal() {
      controller ??= new AbortController();
      if (isOver) controller.abort();
      return controller.signal;
    },
    async hold(work, { done, failed }) {
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          isOver = true;
          reject(new HttpError('DEADLINE_EXCEEDED'));
          work.then(done, failed);
          controller?.abort();
        }, milliseconds);
      });
      try {
        return await Promise.race([work, deadline]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
