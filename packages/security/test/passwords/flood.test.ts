import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PasswordManager, TooBusyError } from '@orderfolio/security';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clockAtNoon } from '../clock.ts';
import { managers } from '../tokens/keys.ts';

const WRONG = 'orange-harbour-lantern-42';

/** Logins with invented names, all at once, and the number of answered ones. */
function flood(passwords: PasswordManager, logins: number) {
  const answered: unknown[] = [];
  const all = Array.from({ length: logins }, async () => {
    const answer = await passwords.matchesPassword(WRONG, undefined).catch((error: unknown) => error);
    answered.push(answer);
  });
  return { answered, end: () => Promise.all(all) };
}

describe('a flood of logins', () => {
  test('is refused past the queue, at once, with the time to come again', async () => {
    const passwords = new PasswordManager({ cost: 10, concurrency: 2, queue: 10 });
    const { answered, end } = flood(passwords, 64);
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toHaveLength(52);
    for (const refusal of answered) {
      expect(refusal).toBeInstanceOf(TooBusyError);
      // Six rounds of two, of some 64 ms each.
      expect(refusal).toMatchObject({ code: 'TOO_BUSY', retryable: true, retryAfterMs: 384 });
    }
    await end();
    expect(answered.filter((answer) => answer === false)).toHaveLength(12);
  });

  test('is over when it is over: the places are free again', async () => {
    const passwords = new PasswordManager({ cost: 4, concurrency: 1, queue: 1 });
    await flood(passwords, 5).end();
    const hashes = await Promise.all([passwords.rehashPassword(WRONG), passwords.rehashPassword(WRONG)]);
    expect(await passwords.verifyPassword(WRONG, hashes[0])).toBe(true);
  });

  test('is answered first come, first served', async () => {
    const passwords = new PasswordManager({ cost: 4, concurrency: 1, queue: 8 });
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4].map(async (n) => order.push(await passwords.rehashPassword(WRONG).then(() => n))),
    );
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  test('frees the place of whoever has given up waiting, and compares nothing for them', async () => {
    const passwords = new PasswordManager({ cost: 4, concurrency: 1, queue: 1 });
    const first = passwords.rehashPassword(WRONG);
    const impatience = new AbortController();
    const second = passwords.matchesPassword(WRONG, undefined, { signal: impatience.signal });
    impatience.abort();
    const third = passwords.rehashPassword(WRONG);
    await expect(second).rejects.toMatchObject({ code: 'TOO_BUSY' });
    await expect(passwords.rehashPassword(WRONG, { signal: impatience.signal })).rejects.toMatchObject({
      code: 'TOO_BUSY',
    });
    expect(await passwords.verifyPassword(WRONG, await first)).toBe(true);
    expect(await passwords.verifyPassword(WRONG, await third)).toBe(true);
  });

  test('does not end what has begun, whoever gives up', async () => {
    const passwords = new PasswordManager({ cost: 4, concurrency: 1, queue: 1 });
    const impatience = new AbortController();
    const begun = passwords.rehashPassword(WRONG, { signal: impatience.signal });
    impatience.abort();
    expect(await passwords.verifyPassword(WRONG, await begun)).toBe(true);
  });

  test.each([...managers(clockAtNoon()).map(([alg, tokens]) => ({ what: `a token signed with ${alg}`, tokens }))])(
    'does not keep $what waiting',
    async ({ tokens }) => {
      const token = await tokens.createAccessToken('alice_01', 'customer');
      const { answered, end } = flood(new PasswordManager({ cost: 11 }), 20);
      await tokens.verifyAccessToken(token);
      await tokens.createAccessToken('alice_01', 'customer');
      // If it waited behind those 20 on the four threads of the pool, 16 or more of them would be done first.
      expect(answered.length).toBeLessThan(8);
      await end();
    },
  );

  test('does not keep a file waiting', async () => {
    const { answered, end } = flood(new PasswordManager({ cost: 11 }), 20);
    await readFile(fileURLToPath(import.meta.url));
    expect(answered.length).toBeLessThan(8);
    await end();
  });
});

describe('a flood of registrations', () => {
  afterEach(() => vi.restoreAllMocks());

  test('is estimated one at a time, and lets the event loop go on between', async () => {
    const passwords = new PasswordManager({ cost: 4, queue: 10 });
    await passwords.validatePasswordStrength(WRONG);
    let done = 0;
    const all = Array.from({ length: 12 }, () =>
      passwords.validatePasswordStrength('password1234').then(
        () => done++,
        (error: unknown) => expect(error).toBeInstanceOf(TooBusyError),
      ),
    );
    const seen: number[] = [];
    while (done < 11) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(done);
    }
    await Promise.all(all);
    expect(done).toBe(11);
    // Never two in one turn.
    for (const [turn, count] of seen.entries()) expect(count - (seen[turn - 1] ?? 0)).toBeLessThan(2);
  });

  test('waits for none that is slow by design: the longest and the oddest are read in part', async () => {
    const passwords = new PasswordManager({ cost: 4 });
    await passwords.validatePasswordStrength(WRONG);
    const read: number[] = [];
    const { ZxcvbnFactory } = await import('@zxcvbn-ts/core');
    const check = ZxcvbnFactory.prototype.check;
    vi.spyOn(ZxcvbnFactory.prototype, 'check').mockImplementation(function (
      this: typeof ZxcvbnFactory.prototype,
      ...args
    ) {
      read.push(Array.from(args[0]).length);
      return check.apply(this, args);
    });
    await passwords.validatePasswordStrength('p@$$w0rd1!|l4'.repeat(19));
    await passwords.validatePasswordStrength('😀🌷'.repeat(128));
    expect(read.every((length) => length <= 32)).toBe(true);
    expect(read.length).toBeLessThan(5);
  });
});
