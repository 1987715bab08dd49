import { TokenInvalidError } from '@orderfolio/security';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockAtNoon } from '../clock.ts';
import { announceSeed } from '../seed.ts';
import { managers } from './keys.ts';

const clock = clockAtNoon();
const BASE64URL = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const refuses = { code: 'TOKEN_INVALID' };

describe.each(managers(clock))('a token signed with %s', (alg, tokens) => {
  test('is refused with any byte changed to any other letter of its alphabet', async () => {
    const token = await tokens.createAccessToken('alice_01', 'customer');
    const lastOfParts = [token.indexOf('.') - 1, token.lastIndexOf('.') - 1, token.length - 1];
    for (let index = 0; index < token.length; index++) {
      // Every other letter in the places where a lenient decoder would miss the change. Elsewhere three letters, which
      // change different bits.
      const letters = lastOfParts.includes(index) ? BASE64URL : neighbours(token.charAt(index));
      for (const letter of letters) {
        if (letter === token.charAt(index)) continue;
        const changed = token.slice(0, index) + letter + token.slice(index + 1);
        await expect(tokens.verifyAccessToken(changed), `${index}: ${letter}`).rejects.toBeInstanceOf(
          TokenInvalidError,
        );
      }
    }
  });

  test('is refused with any byte changed, removed, added or repeated', async () => {
    const seed = announceSeed(`mutations of ${alg}`);
    const token = await tokens.createAccessToken('alice_01', 'customer');
    const mutation = fc.tuple(
      fc.nat({ max: token.length - 1 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom(0, 1, 2),
    );
    const property = fc.asyncProperty(mutation, async ([index, text, removed]) => {
      const changed = token.slice(0, index) + text + token.slice(index + removed);
      fc.pre(changed !== token);
      await expect(tokens.verifyAccessToken(changed)).rejects.toMatchObject(refuses);
    });
    await fc.assert(property, { seed, numRuns: 1000 });
  });

  test('is the only text that is accepted, of all texts', async () => {
    const seed = announceSeed(`texts for ${alg}`);
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.base64String(), { minLength: 3, maxLength: 3 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.json(), fc.json(), fc.json())
        .map((parts) => parts.map((json) => Buffer.from(json).toString('base64url')).join('.')),
    );
    const property = fc.asyncProperty(anything, async (text) => {
      await expect(tokens.verifyAccessToken(text)).rejects.toMatchObject(refuses);
    });
    await fc.assert(property, { seed, numRuns: 500 });
  });
});

/** The letters that differ from this one in the lowest bit, in the highest bit, and in all six. */
function neighbours(letter: string): string[] {
  const value = BASE64URL.indexOf(letter);
  if (value < 0) return ['A', '_', '='];
  return [value ^ 1, value ^ 32, value ^ 63].map((other) => BASE64URL[other] ?? '');
}
