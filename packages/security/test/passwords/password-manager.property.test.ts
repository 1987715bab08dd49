import { ValidationError } from '@orderfolio/domain';
import { PasswordManager } from '@orderfolio/security';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announceSeed } from '../seed.ts';

const passwords = new PasswordManager({ cost: 4 });

/** Any text, well-formed or not: Unicode, single UTF-16 units, and long runs of accents. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
);

test('any string survives hash and verify, or is refused at the door', async () => {
  const seed = announceSeed('hash and verify');
  let hashed = 0;
  const property = fc.asyncProperty(anyText, async (password) => {
    const hash = await passwords.rehashPassword(password).catch((error: unknown) => error);
    if (typeof hash !== 'string') {
      expect(hash).toBeInstanceOf(ValidationError);
      return;
    }
    hashed++;
    expect(await passwords.verifyPassword(password, hash)).toBe(true);
    expect(await passwords.verifyPassword(password.normalize('NFD'), hash)).toBe(true);
  });
  await fc.assert(property, { seed, numRuns: 400 });
  expect(hashed).toBeGreaterThan(50);
});

test('a password with one character changed, anywhere in it, does not verify', async () => {
  const seed = announceSeed('one character changed');
  const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 });
  const property = fc.asyncProperty(printable, fc.nat(), async (password, at) => {
    const hash = await passwords.rehashPassword(password);
    const index = at % password.length;
    const other = password[index] === 'x' ? 'y' : 'x';
    const changed = password.slice(0, index) + other + password.slice(index + 1);
    expect(await passwords.verifyPassword(changed, hash)).toBe(false);
  });
  await fc.assert(property, { seed, numRuns: 200 });
});

test('a password passes the policy exactly if it can be hashed', async () => {
  const seed = announceSeed('policy');
  const property = fc.asyncProperty(anyText, async (password) => {
    const issues = await passwords.validatePasswordStrength(password);
    const outcome = await passwords.hashPassword(password).catch((error: unknown) => error);
    if (issues.length === 0) expect(outcome).toMatch(/\$2b\$04\$/);
    else expect(outcome).toMatchObject({ issues });
  });
  await fc.assert(property, { seed, numRuns: 150 });
});
