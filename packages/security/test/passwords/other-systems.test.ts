import { createHash } from 'node:crypto';
import { PasswordManager } from '@orderfolio/security';
import bcrypt from 'bcrypt';
import { afterEach, describe, expect, test, vi } from 'vitest';

const passwords = new PasswordManager({ cost: 4 });
const LONG = 'журавли летят над гаванью тюльпаны цветут к вечеру';
const CREME = 'cr\u00e8me br\u00fbl\u00e9e de Lyon';

/** The hash of a system that knows only bcrypt. */
const made = (text: string): string => bcrypt.hashSync(text, 4).replace('$2b$', '$2y$');

describe('a hash that another system made', () => {
  const NFD = CREME.normalize('NFD');
  const rows: readonly [how: string, hash: string, typed: string, other: string, isRenewed: boolean][] = [
    ['of plain text', made('tulip crane 77 harbour'), 'tulip crane 77 harbour', 'tulip crane 77 harboux', false],
    ['in NFC, typed decomposed', made(CREME), NFD, 'creme brulee de Lyon', true],
    ['as it was typed, decomposed', made(NFD), NFD, CREME, true],
    ['in NFC, typed composed', made(CREME), CREME, CREME.toUpperCase(), true],
    ['cut at 72 bytes', made(LONG), LONG, LONG.replace('вечеру', 'утру').replace('журавли', 'Журавли'), true],
    ['cut at 72 bytes, within a letter', made(`x${LONG}`), `x${LONG}`, LONG, true],
    ['cut and decomposed', made(`${NFD} ${LONG}`), `${NFD} ${LONG}`, `${CREME} ${LONG}`, true],
  ];

  test.each(rows)(
    '%s verifies, and is renewed where we would make another one',
    async (_how, hash, typed, other, isRenewed) => {
      expect(await passwords.verifyPassword(typed, hash)).toBe(true);
      expect(await passwords.matchesPassword(typed, hash)).toBe(true);
      expect(await passwords.verifyPassword(other, hash)).toBe(false);
      expect(passwords.needsRehash(hash, typed)).toBe(isRenewed);
    },
  );

  test('that was cut accepts what it never read, until it is renewed', async () => {
    const hash = made(LONG);
    expect(await passwords.verifyPassword(`${LONG}!`, hash)).toBe(true);
    const renewed = await passwords.rehashPassword(LONG);
    expect(await passwords.verifyPassword(LONG, renewed)).toBe(true);
    expect(await passwords.verifyPassword(`${LONG}!`, renewed)).toBe(false);
  });

  test.each([LONG, CREME, CREME.normalize('NFD'), 'tulip crane 77 harbour', 'x'.repeat(72)])(
    'is renewed once only: %s',
    async (password) => expect(passwords.needsRehash(await passwords.rehashPassword(password), password)).toBe(false),
  );

  test('whose password is longer than any that is chosen here is renewed all the same', async () => {
    const password = 'a tulip crane sleeps in Leipzig '.repeat(20);
    expect(await passwords.verifyPassword(password, made(password))).toBe(true);
    const renewed = await passwords.rehashPassword(password);
    expect(await passwords.verifyPassword(password, renewed)).toBe(true);
  });
});

test('an unsalted SHA-512 that leaked elsewhere cannot be tried in place of a long password', async () => {
  const hash = await passwords.hashPassword(LONG);
  for (const encoding of ['hex', 'base64', 'base64url'] as const) {
    const leaked = createHash('sha512').update(LONG).digest(encoding);
    expect(await bcrypt.compare(leaked, hash.slice(-60))).toBe(false);
    expect(await passwords.verifyPassword(leaked, hash)).toBe(false);
  }
});

describe('the comparisons of a login are as many as the password has spellings, whatever is stored', () => {
  afterEach(() => vi.restoreAllMocks());

  test.each([
    ['composed', CREME, 1],
    ['decomposed', CREME.normalize('NFD'), 2],
    ['long', LONG, 1],
    ['long and decomposed', `${LONG} ${CREME}`.normalize('NFD'), 2],
    ['no text', '', 1],
  ])('%s', async (_what, typed, comparisons) => {
    const stored = [undefined, 'no hash', made(typed), made('another'), await passwords.rehashPassword(CREME)];
    const compare = vi.spyOn(bcrypt, 'compare');
    for (const hash of stored) {
      compare.mockClear();
      await passwords.matchesPassword(typed, hash);
      expect(compare).toHaveBeenCalledTimes(comparisons);
    }
  });
});
