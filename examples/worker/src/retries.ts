import { DomainError, OutcomeUnknownError, type Timer } from '@orderfolio/domain';

export interface Retries {
  readonly timer: Timer;
  /** Once it is aborted, there is no further try. */
  readonly stop: AbortSignal;
  /** Told of every failure that is followed by another try. */
  readonly onRetry: (complaint: string) => void;
}

/** The waits between tries. After the last one a failure ends the process, and its supervisor decides. */
const PAUSES_MS = [100, 400, 1_600, 6_400];

/** Repeats work that failed for a reason that may pass. The work must be repeatable, as prices and expiry are. */
export async function withRetries<Result>(
  work: () => Promise<Result>,
  { timer, stop, onRetry }: Retries,
): Promise<Result> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (stop.aborted || !mayPass(error)) throw error;
      onRetry(`${error.message}: trying again in ${pause} ms`);
    }
    await timer.sleep(pause);
  }
  return work();
}

/** The outcome of the commit does not matter here. The next try finds it out, and continues from there. */
function mayPass(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.retryable || error instanceof OutcomeUnknownError);
}
