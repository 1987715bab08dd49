import { randomBytes } from 'node:crypto';
import { PasswordManager } from '@orderfolio/security';
import { describe, expect, test } from 'vitest';

const GOOD = 'tulip crane 77 harbour';
const [first, second] = [
  { kid: 'p-1', secret: randomBytes(32) },
  { kid: 'p-2', secret: randomBytes(32).toString('base64') },
];
const plain = new PasswordManager({ cost: 4 });
const peppered = new PasswordManager({ cost: 4, pepper: first });
const rotated = new PasswordManager({ cost: 4, pepper: second, formerPeppers: [first] });

describe('a pepper', () => {
  test('is named in the hash, not shown, and needed to verify it', async () => {
    const hash = await peppered.hashPassword(GOOD);
    expect(hash).toMatch(/^\$bcrypt-hmac-sha512\$v=1,k=p-1\$2b\$04\$/);
    expect(await peppered.verifyPassword(GOOD, hash)).toBe(true);
    expect(await peppered.verifyPassword(`${GOOD}!`, hash)).toBe(false);
    const other = new PasswordManager({ cost: 4, pepper: { kid: 'p-1', secret: randomBytes(32) } });
    expect(await other.verifyPassword(GOOD, hash)).toBe(false);
  });

  test('that is not there makes a hash unusable, which no login takes for a wrong password', async () => {
    const hash = await peppered.hashPassword(GOOD);
    const refusal = { code: 'CONFIGURATION_INVALID', field: 'formerPeppers' };
    await expect(plain.verifyPassword(GOOD, hash)).rejects.toMatchObject(refusal);
    expect(() => plain.needsRehash(hash)).toThrow(expect.objectContaining(refusal));
    expect(plain.isUsableHash(hash)).toBe(false);
    expect(await plain.matchesPassword(GOOD, hash)).toBe(false);
  });

  test('is rotated as users log in', async () => {
    const hash = await peppered.hashPassword(GOOD);
    expect(await rotated.verifyPassword(GOOD, hash)).toBe(true);
    expect(rotated.needsRehash(hash, GOOD)).toBe(true);
    const renewed = await rotated.rehashPassword(GOOD);
    expect(renewed).toContain(',k=p-2$');
    expect(rotated.needsRehash(renewed, GOOD)).toBe(false);
  });

  test('comes to hashes from before it, and goes again', async () => {
    const before = await plain.hashPassword(GOOD);
    expect(await peppered.verifyPassword(GOOD, before)).toBe(true);
    expect(peppered.needsRehash(before)).toBe(true);
    const without = new PasswordManager({ cost: 4, formerPeppers: [first] });
    expect(without.needsRehash(await peppered.hashPassword(GOOD))).toBe(true);
    expect(await without.rehashPassword(GOOD)).toMatch(/^\$2b\$/);
  });

  test('fits the length that a store keeps', async () => {
    const longest = new PasswordManager({ cost: 4, pepper: { kid: 'k'.repeat(32), secret: randomBytes(32) } });
    expect((await longest.hashPassword(GOOD)).length).toBeLessThan(255);
  });
});
