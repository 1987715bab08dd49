import { createHash, randomBytes } from 'node:crypto';
import { AuditLogger, verifyAuditTrail } from '@orderfolio/security';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { openSetting, serviceOn } from './setting.ts';

const first = { kid: 'trail-1', secret: randomBytes(32) };
const second = { kid: 'trail-2', secret: randomBytes(32) };

/** A trail of a registration and two logins. It has seven entries, and the last three have the second key. */
async function openKeyedTrail() {
  const database = new Database(':memory:');
  const setting = await openSetting({ keepAuditTrail: true, database: () => database, chainKey: first });
  await setting.registerAlice();
  await setting.login();
  const { store, clock, timer } = setting;
  await serviceOn(store, clock, timer, { keepAuditTrail: true, chainKey: second }).login();
  const verify = (keyedSince?: string, chainKeys = [second, first]) =>
    verifyAuditTrail(store, 'alice_01', { chainKeys, keyedSince });
  return { ...setting, database, verify };
}

/** Writes the chain anew from an entry on, as someone could who can write and has no key. */
async function rewrite(
  { store, database }: Awaited<ReturnType<typeof openKeyedTrail>>,
  from: number,
  edit: (record: string) => string,
) {
  const { items } = await store.auditTrail.list('alice_01', { limit: 100 });
  let previousHash: string | undefined;
  for (const entry of items.toReversed().slice(from - 1)) {
    previousHash ??= entry.previousHash;
    const record = edit(entry.record);
    const hash = createHash('sha256')
      .update(JSON.stringify(['alice_01', entry.sequence, previousHash, record]))
      .digest('hex');
    database
      .prepare('UPDATE audit_entries SET record = ?, previous_hash = ?, hash = ? WHERE sequence = ?')
      .run(record, previousHash, hash, entry.sequence);
    previousHash = hash;
  }
  database.prepare('UPDATE audit_heads SET hash = ?').run(previousHash);
}

const withoutKey = (record: string): string =>
  record.replace(/,"chainKey":"[^"]*"/, '').replace('LOGIN_SUCCEEDED', 'LOGGED_OUT');

describe('a trail with a key', () => {
  test('names the key of each entry, and verifies with the keys that it had', async () => {
    const { store, verify } = await openKeyedTrail();
    const { items } = await store.auditTrail.list('alice_01');
    const kids = items.map(({ record }) => JSON.parse(record).chainKey);
    expect(kids).toEqual(['trail-2', 'trail-2', 'trail-2', 'trail-1', 'trail-1', 'trail-1', 'trail-1']);
    expect(await verify()).toEqual({ ok: true, entries: 7 });
  });

  test('says which entry has a key that was not given, or not this one', async () => {
    const { verify } = await openKeyedTrail();
    expect(await verify(undefined, [second])).toEqual({ ok: false, sequence: 1, fault: 'UNKNOWN_KEY' });
    expect(await verify(undefined, [first])).toEqual({ ok: false, sequence: 5, fault: 'UNKNOWN_KEY' });
    const other = { ...second, secret: randomBytes(32) };
    expect(await verify(undefined, [first, other])).toEqual({ ok: false, sequence: 5, fault: 'CHANGED' });
  });

  test('cannot be rewritten by who has not the key', async () => {
    const trail = await openKeyedTrail();
    await rewrite(trail, 2, (record) => record.replace('LOGIN_SUCCEEDED', 'LOGGED_OUT'));
    expect(await trail.verify()).toEqual({ ok: false, sequence: 2, fault: 'CHANGED' });
  });

  test('cannot be rewritten without a key, once all have one', async () => {
    const trail = await openKeyedTrail();
    await rewrite(trail, 1, withoutKey);
    expect(await trail.verify()).toEqual({ ok: true, entries: 7 });
    const since = trail.clock.now().toISOString();
    expect(await trail.verify(since)).toEqual({ ok: false, sequence: 1, fault: 'NO_KEY' });
  });

  test('takes no entry without a key after one that has a key, whatever time it claims', async () => {
    const trail = await openKeyedTrail();
    const backdated = (record: string) =>
      withoutKey(record).replace(/"time":"[^"]*"/, '"time":"2020-01-01T00:00:00.000Z"');
    await rewrite(trail, 6, backdated);
    expect(await trail.verify('2026-01-01')).toEqual({ ok: false, sequence: 6, fault: 'NO_KEY' });
  });

  test('goes on from entries of the time before it', async () => {
    const { store, clock, timer, registerAlice } = await openSetting({ keepAuditTrail: true });
    await registerAlice();
    clock.advance(1000);
    await serviceOn(store, clock, timer, { keepAuditTrail: true, chainKey: first }).login();
    const check = { chainKeys: [first], keyedSince: clock.now().toISOString() };
    expect(await verifyAuditTrail(store, 'alice_01', check)).toEqual({ ok: true, entries: 4 });
  });

  test.each([
    ['keyedSince', '{"keyedSince":"yesterday"}'],
    ['keyedSince', '{"keyedSince":5}'],
    ['keyedSince', '{"keyedSince":null}'],
    ['atLeast.hash', '{"atLeast":{"sequence":1,"hash":"abc"}}'],
    ['atLest', '{"atLest":{}}'],
  ])('refuses to check by what it cannot read: %s of %s', async (field, check) => {
    const { store, registerAlice } = await openSetting({ keepAuditTrail: true });
    await registerAlice();
    await expect(verifyAuditTrail(store, 'alice_01', JSON.parse(check))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      field,
    });
  });

  test('asks for a key since a day, or a time of it', async () => {
    const { store, registerAlice } = await openSetting({ keepAuditTrail: true });
    await registerAlice();
    const fault = { ok: false, sequence: 1, fault: 'NO_KEY' };
    expect(await verifyAuditTrail(store, 'alice_01', { keyedSince: '2026-01-01' })).toEqual(fault);
    expect(await verifyAuditTrail(store, 'alice_01', { keyedSince: '2026-01-01T00:00:00Z' })).toEqual(fault);
    expect(await verifyAuditTrail(store, 'alice_01', { keyedSince: '2999-01-01' })).toMatchObject({ ok: true });
  });

  test('asks for a key that is random', async () => {
    const weak = { kid: 'trail-1', secret: 'x'.repeat(40) };
    const refused = { code: 'CONFIGURATION_INVALID', field: 'chainKey.secret' };
    expect(() => new AuditLogger({ logger: pino(), chainKey: weak })).toThrow(expect.objectContaining(refused));
    const { store } = await openSetting();
    await expect(verifyAuditTrail(store, 'alice_01', { chainKeys: [weak] })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      field: 'chainKeys.0.secret',
    });
  });
});
