import { expect, test } from 'vitest';
import { persist } from '../src/persist.ts';

const failing = (name: string): Error => Object.assign(new Error(name), { name });

/** Waits of 1,000 ms at most. They are counted, and nobody waits. */
function patience() {
  const slept: number[] = [];
  const timer = {
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
    },
  };
  return { slept, patience: { requestTimeoutMs: 400, retryForMs: 1_000, timer } };
}

/** Fails with these errors, one after another, and then answers. */
function sender(...errors: readonly Error[]) {
  let tried = 0;
  return {
    get tried() {
      return tried;
    },
    async send() {
      const error = errors[tried++];
      if (error !== undefined) throw error;
      return 'the answer';
    },
  };
}

test('answers at once when nothing fails', async () => {
  const { slept, patience: given } = patience();
  expect(await persist(given, sender().send)).toEqual({ ended: 'answered', result: 'the answer', unsure: false });
  expect(slept).toEqual([]);
});

test('tries again after what passes, and says whether a try may have been applied', async () => {
  const throttled = sender(failing('ThrottlingException'), failing('ThrottlingException'));
  expect(await persist(patience().patience, throttled.send)).toMatchObject({ ended: 'answered', unsure: false });
  const broken = sender(failing('ThrottlingException'), failing('InternalServerError'));
  expect(await persist(patience().patience, broken.send)).toMatchObject({ ended: 'answered', unsure: true });
});

test('does not try again after what is final', async () => {
  const cause = failing('AccessDeniedException');
  const { slept, patience: given } = patience();
  expect(await persist(given, sender(cause).send)).toEqual({ ended: 'failed', cause, unsure: false });
  expect(slept).toEqual([]);
});

test('a final failure after an unsure one is unsure', async () => {
  const cause = failing('AccessDeniedException');
  const outcome = await persist(patience().patience, sender(failing('InternalServerError'), cause).send);
  expect(outcome).toEqual({ ended: 'failed', cause, unsure: true });
});

test('ends when its time is slept away, by the pauses that it chose', async () => {
  const { slept, patience: given } = patience();
  const outcome = await persist(
    given,
    sender(...Array.from({ length: 10_000 }, () => failing('ThrottlingException'))).send,
  );
  expect(outcome).toMatchObject({ ended: 'failed', unsure: false });
  const total = slept.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeGreaterThanOrEqual(1_000);
  expect(total).toBeLessThan(1_000 + 501);
});

test('counts a reply that never came as the time that was waited for it', async () => {
  const silent = sender(...Array.from({ length: 10 }, () => failing('TimeoutError')));
  expect(await persist(patience().patience, silent.send)).toMatchObject({ ended: 'failed', unsure: true });
  expect(silent.tried).toBe(3);
});
