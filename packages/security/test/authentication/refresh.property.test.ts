import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announceSeed } from '../seed.ts';
import { openSetting } from './setting.ts';

describe('a refresh token', () => {
  test('is refused with any byte changed, removed, added or repeated, and still works afterwards', async () => {
    const seed = announceSeed('mutations of refresh tokens');
    const { auth, registerAlice, login } = await openSetting();
    await registerAlice();
    const { refreshToken } = await login();
    const mutation = fc.tuple(
      fc.nat({ max: refreshToken.length - 1 }),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 2 }), fc.stringMatching(/^[A-Za-z0-9_.-]{0,2}$/)),
      fc.constantFrom(0, 1, 2),
    );
    const property = fc.asyncProperty(mutation, async ([index, text, removed]) => {
      const changed = refreshToken.slice(0, index) + text + refreshToken.slice(index + removed);
      fc.pre(changed !== refreshToken);
      await expect(auth.refresh(changed)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
      await expect(auth.logout(changed)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    });
    await fc.assert(property, { seed, numRuns: 500 });
    expect((await auth.refresh(refreshToken)).user.username).toBe('alice_01');
  });
});
