import { type DomainError, OutcomeUnknownError, StorageFailedError } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { withRetries } from '../src/retries.ts';

const busy = new StorageFailedError({ reason: 'the database is busy', retryable: true });

/** Work that fails with each of the errors and then succeeds, and the notes of its failures. */
async function attempt(errors: readonly DomainError[], stop = new AbortController()) {
  const [slept, complaints]: [number[], string[]] = [[], []];
  let tries = 0;
  const work = async (): Promise<string> => {
    const error = errors[tries++];
    if (error !== undefined) throw error;
    return 'done';
  };
  const timer = { sleep: async (milliseconds: number) => void slept.push(milliseconds) };
  const onRetry = (complaint: string) => void complaints.push(complaint);
  const result = await withRetries(work, { timer, stop: stop.signal, onRetry }).catch((error: unknown) => error);
  return { result, slept, complaints, tries };
}

test('work that failed for a reason that passes is done again, after pauses that grow', async () => {
  expect(await attempt([busy, busy])).toEqual({
    result: 'done',
    slept: [100, 400],
    complaints: [
      'the store failed: the database is busy: trying again in 100 ms',
      'the store failed: the database is busy: trying again in 400 ms',
    ],
    tries: 3,
  });
});

test('an unknown outcome is found out by the next try', async () => {
  expect(await attempt([new OutcomeUnknownError({ token: 'a' })])).toMatchObject({ result: 'done', tries: 2 });
});

test('after five tries the failure stands', async () => {
  expect(await attempt(Array.from({ length: 9 }, () => busy))).toMatchObject({ result: busy, tries: 5 });
});

test('what does not pass is not tried again', async () => {
  const broken = new StorageFailedError({ reason: 'the disk is gone', retryable: false });
  expect(await attempt([broken])).toMatchObject({ result: broken, slept: [], tries: 1 });
});

test('who is to stop does not try again', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await attempt([busy], stop)).toMatchObject({ result: busy, slept: [], tries: 1 });
});
