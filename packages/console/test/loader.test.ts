import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Loader } from '../page/service/loader.ts';
import { ServiceError } from '../page/service/problem.ts';
import { settled } from './support/paged-list.ts';

const UNREACHABLE = new ServiceError('The service does not answer.', { code: 'UNREACHABLE', isRetryable: true });
const REFUSED = new ServiceError('No.', { code: 'ACCESS_DENIED' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A service that answers a question when it is told to. */
function service() {
  const waiting: { readonly reply: (text: string) => void; readonly fail: (error: unknown) => void }[] = [];
  const load = (): Promise<string> =>
    new Promise((reply, fail) => {
      waiting.push({ reply, fail });
    });
  return { waiting, load };
}

test('many reloads while the service answers become one more question', async () => {
  const { waiting, load } = service();
  const loader = new Loader(load);
  loader.reload();
  loader.reload();
  loader.reload();

  expect(waiting).toHaveLength(1);
  waiting[0]?.reply('old');
  await settled();
  expect(loader.outcome.value).toEqual({ value: 'old' });
  expect(waiting).toHaveLength(2);
  waiting[1]?.reply('new');
  await settled();
  expect(loader.outcome.value).toEqual({ value: 'new' });
  expect(waiting).toHaveLength(2);
});

test('what has come stays when asking again fails, and it asks again by itself until the service is back', async () => {
  const { waiting, load } = service();
  const loader = new Loader(load);
  loader.reload();
  waiting[0]?.reply('first');
  await settled();

  loader.reload();
  waiting[1]?.fail(UNREACHABLE);
  await settled();
  expect(loader.outcome.value).toEqual({ value: 'first', error: UNREACHABLE });
  await vi.advanceTimersByTimeAsync(1_000);
  waiting[2]?.fail(UNREACHABLE);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(waiting).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1);
  waiting[3]?.reply('second');
  await settled();

  expect(loader.outcome.value).toEqual({ value: 'second' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(waiting).toHaveLength(4);
});

test('a refusal is not asked about again', async () => {
  const { waiting, load } = service();
  const loader = new Loader(load);
  loader.reload();
  waiting[0]?.fail(REFUSED);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(loader.outcome.value.error).toBe(REFUSED);
  expect(waiting).toHaveLength(1);
});

test('after its stop nothing comes and nothing is asked', async () => {
  const { waiting, load } = service();
  const loader = new Loader(load);
  loader.reload();
  loader.stop();
  waiting[0]?.reply('late');
  await settled();
  loader.reload();

  expect(loader.outcome.value).toEqual({});
  expect(waiting).toHaveLength(1);
});
