import { systemTimer, type Timer } from '@orderfolio/domain';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask } from '../../src/command/ask.ts';

/** A timer whose sleeps the test ends. */
function heldTimer() {
  const slept: number[] = [];
  const ends: (() => void)[] = [];
  const timer: Timer = {
    sleep(milliseconds) {
      slept.push(milliseconds);
      return new Promise((resolve) => ends.push(resolve));
    },
  };
  return { timer, slept, endAll: () => ends.map((end) => end()) };
}

const schema = z.string();

describe('a question to a source', () => {
  test('that is answered at once needs no deadline', async () => {
    const { timer, slept } = heldTimer();
    expect(await ask(() => 'yes', schema, 'answer', { timer, timeoutMs: 2_000 })).toEqual({
      kind: 'answered',
      value: 'yes',
    });
    expect(slept).toEqual([]);
  });

  test('may be answered later', async () => {
    const { timer } = heldTimer();
    const asking = ask(async () => 'yes', schema, 'answer', { timer, timeoutMs: 2_000 });
    expect(await asking).toEqual({ kind: 'answered', value: 'yes' });
  });

  test('fails when the deadline comes first, and the late answer is nobody’s', async () => {
    const { timer, slept, endAll } = heldTimer();
    let refuse: (error: Error) => void = () => undefined;
    const late = new Promise<string>((_resolve, reject) => {
      refuse = reject;
    });
    const asking = ask(() => late, schema, 'answer', { timer, timeoutMs: 2_000 });
    endAll();
    expect(await asking).toMatchObject({ kind: 'failed', cause: { message: 'no answer came within 2000 ms' } });
    expect(slept).toEqual([2_000]);
    // A rejection that nobody handles would end the process.
    refuse(new Error('too late'));
    await Promise.resolve();
  });

  test('fails with what the source threw, or with the rule that its answer breaks', async () => {
    const { timer } = heldTimer();
    const down = new Error('the feed is down');
    const deadline = { timer, timeoutMs: 2_000 };
    const thrown = ask(
      () => {
        throw down;
      },
      schema,
      'answer',
      deadline,
    );
    expect(await thrown).toEqual({ kind: 'failed', cause: down });
    expect(await ask(() => 1, schema, 'answer', deadline)).toMatchObject({
      kind: 'failed',
      cause: { code: 'VALIDATION_FAILED', field: 'answer' },
    });
  });
});

test('the machine’s timer ends a sleep when what it waits for has settled, one way or the other', async () => {
  await systemTimer.sleep(3_600_000, Promise.resolve());
  await systemTimer.sleep(3_600_000, Promise.reject(new Error('refused')));
});
