import { openSqlite } from '@orderfolio/adapters-sqlite';
import { type AuditEntry, adapterStoreOf } from '@orderfolio/domain/adapter';
import { expect, test } from 'vitest';
import { type ServiceSettings, startService } from './support/service.ts';
import { storeOver } from './support/store-over.ts';

const PATH = '/v1/users/alice_01/verify-audit';

type Change = (entries: readonly AuditEntry[]) => readonly AuditEntry[];
const asTheyAre: Change = (entries) => entries;

/** What the service says of a trail that was changed past it. */
async function verdictOn(change: Change, settings: ServiceSettings = {}): Promise<unknown> {
  const service = await startService(
    async (clock) => {
      const store = await openSqlite({ filename: ':memory:', clock });
      const { auditTrail } = adapterStoreOf(store);
      const list: typeof auditTrail.list = async (username, page) => {
        const { items, ...rest } = await auditTrail.list(username, page);
        return { ...rest, items: change(items) };
      };
      return storeOver(store, { auditTrail: { ...auditTrail, list } });
    },
    { keepAuditTrail: true, ...settings },
  );
  try {
    const token = await service.newAdmin();
    await service.newCustomer('alice_01');
    return (await service.send('POST', PATH, { token })).body;
  } finally {
    await service.close();
  }
}

test('a kept trail is whole, with so many entries', async () => {
  expect(await verdictOn(asTheyAre)).toEqual({ username: 'alice_01', ok: true, entries: 4 });
});

test.each<[string, Change]>([
  [
    'CHANGED',
    (entries) =>
      entries.map((entry) =>
        entry.sequence === 2 ? { ...entry, record: entry.record.replace('SUCCESS', 'FAILURE') } : entry,
      ),
  ],
  ['REMOVED', (entries) => entries.filter(({ sequence }) => sequence !== 2)],
])('a trail whose entry was %s is not: the first such entry is named', async (fault, change) => {
  expect(await verdictOn(change)).toEqual({ username: 'alice_01', ok: false, sequence: 2, fault });
});

test('a trail without keys is not whole where entries must have one', async () => {
  const verdict = { username: 'alice_01', ok: false, sequence: 1, fault: 'NO_KEY' };
  expect(await verdictOn(asTheyAre, { auditTrail: { keyedSince: '2026-01-01' } })).toEqual(verdict);
});
