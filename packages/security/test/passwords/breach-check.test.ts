import { PasswordManager, type PasswordOptions } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const GOOD = 'tulip crane 77 harbour';

async function codesOf(options: PasswordOptions, password = GOOD): Promise<string[]> {
  const issues = await new PasswordManager({ cost: 4, ...options }).validatePasswordStrength(password);
  return issues.map(({ code }) => code);
}

describe('a password that is known from a breach', () => {
  test.each([true, Promise.resolve(true)])('is refused', async (answer) => {
    const passwords = new PasswordManager({ cost: 4, isBreached: () => answer });
    await expect(passwords.hashPassword(GOOD)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ code: 'BREACHED', rule: 'is known from a breach: choose another one' }],
    });
  });

  test('is asked about in NFC, last, and only when every other rule is kept', async () => {
    const asked: string[] = [];
    const isBreached = async (password: string) => asked.push(password) < 0;
    expect(await codesOf({ isBreached }, 'cre\u0300me bru\u0302le\u0301e de Lyon')).toEqual([]);
    expect(await codesOf({ isBreached }, 'password1234')).toEqual(['GUESSABLE']);
    expect(asked).toEqual(['cr\u00e8me br\u00fbl\u00e9e de Lyon']);
  });

  test('is compared all the same when it has been chosen before', async () => {
    const hash = await new PasswordManager({ cost: 4 }).hashPassword(GOOD);
    expect(await new PasswordManager({ cost: 4, isBreached: () => true }).verifyPassword(GOOD, hash)).toBe(true);
  });
});

describe('without an answer', () => {
  const silent: readonly [string, PasswordOptions['isBreached']][] = [
    [
      'that throws',
      () => {
        throw new Error('down');
      },
    ],
    ['that rejects', () => Promise.reject(new Error('down'))],
    ['that never answers', () => new Promise<boolean>(() => undefined)],
  ];

  test.each(silent)(
    'from a source %s, the password is accepted, or refused where the service says so',
    async (_how, isBreached) => {
      expect(await codesOf({ isBreached, breachTimeoutMs: 1 })).toEqual([]);
      expect(await codesOf({ isBreached, breachTimeoutMs: 1, whenBreachUnknown: 'refuse' })).toEqual([
        'BREACH_UNKNOWN',
      ]);
    },
  );

  // If such an answer counted as none, every breached password would pass unseen.
  test.each([7, 0, 'true', null, undefined, {}])(
    'that is true or false, %j, nothing is accepted: the source has to be mended',
    async (answer) => {
      const options: object = { cost: 4, isBreached: async () => answer };
      for (const whenBreachUnknown of ['accept', 'refuse'] as const)
        await expect(new PasswordManager({ ...options, whenBreachUnknown }).hashPassword(GOOD)).rejects.toMatchObject({
          code: 'CONFIGURATION_INVALID',
          field: 'isBreached',
        });
    },
  );

  test('in time, the source is told that it is too late', async () => {
    const aborted: boolean[] = [];
    const isBreached: PasswordOptions['isBreached'] = (_password, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.push(signal.aborted);
          resolve(true);
        });
      });
    expect(await codesOf({ isBreached, breachTimeoutMs: 1 })).toEqual([]);
    expect(aborted).toEqual([true]);
  });
});
