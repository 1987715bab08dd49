import { HttpError } from '../problems/http-error.ts';

/** What is told of work that ended after its deadline. */
interface Late<Result> {
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/** The time that a request has. */
export interface Deadline {
  /** Aborted when the time is over: what has only waited until then need not be begun. */
  readonly signal: AbortSignal;
  /**
   * The work's outcome, or DEADLINE_EXCEEDED when that has not come in time. The work goes on: a command that was begun is
   * carried out or not, but never by half. How it ended after all is told to `late`.
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
