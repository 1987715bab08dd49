import { DomainError, OutcomeUnknownError, type Timer } from '@orderfolio/domain';

export interface Retries {
  readonly timer: Timer;
  /** No further try once it is aborted. */
  readonly stop: AbortSignal;
  /** Told of every failure that is followed by another try. */
  readonly onRetry: (complaint: string) => void;
}

/** After the last of these, the next failure stands: whoever watches the process decides. */
const PAUSES_MS = [100, 400, 1_600, 6_400];

/** Runs work again when it failed for a reason that may pass. For work that may be repeated, as a price and an expiry may. */
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

/** What became of the commit does not matter here: the next try finds out, and goes on from there. */
function mayPass(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.retryable || error instanceof OutcomeUnknownError);
}
