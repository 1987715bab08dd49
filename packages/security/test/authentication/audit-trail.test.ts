import { createHash } from 'node:crypto';
import type { Store } from '@orderfolio/domain';
import { type Authentication, verifyAuditTrail } from '@orderfolio/security';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openSetting, PASSWORD, serviceOn } from './setting.ts';

const WRONG = 'wrong-harbour-lantern-42';

/** A trail with one entry of the registration and three for each login, and its database. */
async function openTrail(logins = 3) {
  const database = new Database(':memory:');
  const setting = await openSetting({ keepAuditTrail: true, database: () => database });
  await setting.registerAlice();
  for (let login = 0; login < logins; login++) await setting.login();
  const tamper = (sql: string): void => {
    expect(database.prepare(sql).run().changes).toBeGreaterThan(0);
  };
  return { ...setting, tamper, verify: () => verifyAuditTrail(setting.store, 'alice_01') };
}

async function withSession() {
  const trail = await openTrail();
  return { ...trail, session: await trail.login() };
}

const rehash = ({ sequence, previousHash, record }: { sequence: number; previousHash: string; record: string }) =>
  createHash('sha256')
    .update(JSON.stringify(['alice_01', sequence, previousHash, record]))
    .digest('hex');

describe('the kept trail', () => {
  test('has every event that was logged, in order, each linked to the one before', async () => {
    const { auth, store, events, login, verify } = await openTrail(0);
    const { refreshToken } = await login();
    await expect(login(WRONG)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    const next = await auth.refresh(refreshToken);
    await auth.refresh(refreshToken);
    await auth.logout(next.refreshToken);
    await expect(auth.refresh(refreshToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await auth.changePassword({ username: 'alice_01', currentPassword: PASSWORD, newPassword: WRONG });
    await auth.changeRole('alice_01', 'admin', 'admin_01');
    await auth.logoutEverywhere('alice_01');
    const { items } = await store.auditTrail.list('alice_01', { limit: 100 });
    const kept = items.toReversed();
    const logged = kept.map(({ record, sequence, hash }) => ({ ...JSON.parse(record), sequence, hash }));
    expect(logged).toEqual(events());
    expect(kept.map(({ sequence }) => sequence)).toEqual(kept.map((_, index) => index + 1));
    expect(await verify()).toEqual({ ok: true, entries: kept.length });
  });

  test('is not kept unless it is asked for, and is empty for nobody', async () => {
    const { store, registerAlice } = await openSetting();
    await registerAlice();
    expect(await store.auditTrail.head('alice_01')).toBeUndefined();
    expect(await verifyAuditTrail(store, 'alice_01')).toEqual({ ok: true, entries: 0 });
    await expect(verifyAuditTrail(store, 'no')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('is one chain, whoever appends to it at once', async () => {
    const { clock, timer, store, login, verify } = await openTrail(0);
    const other = serviceOn(store, clock, timer, { keepAuditTrail: true });
    await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? login(WRONG) : other.login())),
    );
    // Five refusals, five logins of three entries each, and a pause if the refusals came in a row.
    const verdict = await verify();
    expect(verdict.ok).toBe(true);
    const { items } = await store.auditTrail.list('alice_01', { limit: 100 });
    expect(items.filter(({ record }) => record.includes('"LOGIN_')).length).toBe(10);
  });

  test('is longer than a page and verified all the same', async () => {
    const { verify, tamper } = await openTrail(70);
    expect(await verify()).toEqual({ ok: true, entries: 211 });
    tamper("UPDATE audit_entries SET record = '{}' WHERE sequence IN (7, 150)");
    expect(await verify()).toEqual({ ok: false, sequence: 7, fault: 'CHANGED' });
  });
});

describe('a trail that someone has edited', () => {
  test.each([1, 4, 10])('names entry %i as changed, whichever part of it was', async (sequence) => {
    for (const column of ['record', 'hash', 'previous_hash']) {
      const { verify, tamper } = await openTrail();
      const value = column === 'record' ? `replace(record, 'alice_01', 'alice_02')` : `'${'a'.repeat(64)}'`;
      tamper(`UPDATE audit_entries SET ${column} = ${value} WHERE sequence = ${sequence}`);
      expect(await verify(), column).toEqual({ ok: false, sequence, fault: 'CHANGED' });
    }
  });

  test.each([1, 4, 10])('names entry %i as changed although its hash was made to fit', async (sequence) => {
    const { store, verify, tamper } = await openTrail();
    const { items } = await store.auditTrail.list('alice_01');
    const entry = items.find((item) => item.sequence === sequence);
    if (entry === undefined) throw new Error(`entry ${sequence} is missing`);
    const record = entry.record.replace('SUCCESS', 'FAILURE');
    const hash = rehash({ ...entry, record });
    tamper(`UPDATE audit_entries SET record = '${record}', hash = '${hash}' WHERE sequence = ${sequence}`);
    expect(await verify()).toEqual({ ok: false, sequence, fault: 'CHANGED' });
  });

  test.each([1, 4, 10])('names entry %i as removed', async (sequence) => {
    const { verify, tamper } = await openTrail();
    tamper(`DELETE FROM audit_entries WHERE sequence = ${sequence}`);
    expect(await verify()).toEqual({ ok: false, sequence, fault: 'REMOVED' });
  });

  test.each([
    ['its end was cut off', 'DELETE FROM audit_entries WHERE sequence > 6', 7, 'REMOVED'],
    ['its beginning was cut off', 'DELETE FROM audit_entries WHERE sequence < 6', 1, 'REMOVED'],
    ['all of it was removed', 'DELETE FROM audit_entries', 1, 'REMOVED'],
    ['its head was removed', 'DELETE FROM audit_heads', 1, 'INSERTED'],
    ['its head was set back', 'UPDATE audit_heads SET sequence = 6', 6, 'CHANGED'],
    ['an entry was slipped in', slippedIn(), 4, 'CHANGED'],
    ['two entries changed places', swapped(), 4, 'CHANGED'],
    ['an entry was added at its end', added(), 11, 'INSERTED'],
  ])('says so when %s', async (_what, sql, sequence, fault) => {
    const { verify, tamper } = await openTrail();
    for (const statement of sql.split(';')) tamper(statement);
    expect(await verify()).toEqual({ ok: false, sequence, fault });
  });

  test('is not continued over entries that its head does not count: nobody gets in or out unrecorded', async () => {
    const { auth, login, tamper, session } = await withSession();
    tamper('UPDATE audit_heads SET sequence = 2');
    await expect(login()).rejects.toMatchObject({ code: 'ALREADY_EXISTS', entity: 'auditEntry' });
    await expect(auth.logoutEverywhere('alice_01')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(auth.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  test('is not one that grows while it is read', async () => {
    const { store, auth } = await openTrail();
    const verdict = await verifyAuditTrail({ auditTrail: growing(store, auth) }, 'alice_01');
    expect(verdict.ok).toBe(true);
    expect((await store.auditTrail.head('alice_01'))?.sequence).toBeGreaterThan(11);
  });
});

/**
 * Every entry from the fourth on moves up by one, and a copy of the third takes the free place. The head moves as well.
 */
function slippedIn(): string {
  return [
    'UPDATE audit_entries SET sequence = sequence + 1000 WHERE sequence >= 4',
    'UPDATE audit_entries SET sequence = sequence - 999 WHERE sequence >= 1004',
    `INSERT INTO audit_entries SELECT username, 4, record, previous_hash, hash, version, created_at, updated_at
       FROM audit_entries WHERE sequence = 3`,
    'UPDATE audit_heads SET sequence = sequence + 1',
  ].join(';');
}

function swapped(): string {
  return [
    'UPDATE audit_entries SET sequence = 999 WHERE sequence = 4',
    'UPDATE audit_entries SET sequence = 4 WHERE sequence = 5',
    'UPDATE audit_entries SET sequence = 5 WHERE sequence = 999',
  ].join(';');
}

function added(): string {
  return `INSERT INTO audit_entries SELECT username, 11, record, hash, hash, version, created_at, updated_at
    FROM audit_entries WHERE sequence = 10`;
}

/** A trail to which a login is appended before each answer. */
function growing({ auditTrail }: Store, auth: Authentication): Store['auditTrail'] {
  const grow = () => auth.authenticateUser({ username: 'alice_01', password: PASSWORD });
  return {
    head: async (username) => {
      await grow();
      return auditTrail.head(username);
    },
    list: async (username, page) => {
      await grow();
      return auditTrail.list(username, page);
    },
  };
}
