import { HttpError } from '../problems/http-error.ts';

/**
 * The work's outcome, or DEADLINE_EXCEEDED when that has not come in time. The work goes on: a command that was begun is
 * carried out or not, but never by half. How it ended after all is told to `onLate` where it failed.
 */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
  onLate: (error: unknown) => void,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new HttpError('DEADLINE_EXCEEDED'));
    }, milliseconds);
  });
  work.catch((error: unknown) => {
    if (isLate) onLate(error);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
