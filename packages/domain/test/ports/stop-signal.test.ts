import { getEventListeners } from 'node:events';
import { systemTimer } from '@orderfolio/domain';
import { expect, test } from 'vitest';
import { aStopSignal, sleepUnlessStopped } from '../../src/ports/stop-signal.ts';

/** A timer whose sleeps never end. */
const deaf = { sleep: () => new Promise<void>(() => undefined) };

test('a sleep ends when the signal is aborted, even with a timer that does not listen', async () => {
  for (const timer of [systemTimer, deaf]) {
    const stop = new AbortController();
    const slept = sleepUnlessStopped(timer, 3_600_000, stop.signal);
    stop.abort();
    await slept;
    // If the signal is aborted already, nobody sleeps.
    await sleepUnlessStopped(timer, 3_600_000, stop.signal);
  }
});

test('however often it is called, it leaves nothing on the signal', async () => {
  const { signal } = new AbortController();
  for (let times = 0; times < 20; times++) await sleepUnlessStopped(systemTimer, 0, signal);
  const broken = { sleep: () => Promise.reject(new Error('the timer is broken')) };
  await expect(sleepUnlessStopped(broken, 0, signal)).rejects.toThrow('the timer is broken');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('an option that is no signal is refused', () => {
  expect(aStopSignal.allows(new AbortController().signal)).toBe(true);
  for (const value of [undefined, null, true, 'stop', {}, { aborted: false }, new AbortController()])
    expect(aStopSignal.allows(value), String(value)).toBe(false);
});
