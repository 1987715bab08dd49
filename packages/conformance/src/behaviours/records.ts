import { describeDifference } from '@orderfolio/domain';
import { type Entities, insert, RECORD_KINDS, type RecordKind, type StoredRecord } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** The records of an account, broken ones too. */
export const records: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('lists the records of each kind under the ids that their keys have', async (place) => {
    const { store, addUser, commit } = place;
    const { username } = await addUser();
    await addUser({ username: `${username}0` });
    const rows = recordsOf(place, username);
    await commit(
      insert('balanceTransaction', rows.balanceTransaction),
      insert('asset', place.make.asset({ assetId: rows.assetBalance.assetId })),
      insert('assetBalance', rows.assetBalance),
      insert('assetTransaction', rows.assetTransaction),
      insert('order', rows.order),
      insert('receipt', rows.receipt),
    );
    const { balanceTransaction, assetBalance, assetTransaction, order, receipt } = rows;
    const expected: Readonly<Record<RecordKind, readonly StoredRecord<RecordKind>[]>> = {
      balance: [{ id: 'USD', entity: (await store.balances.get(username, 'USD')) ?? expect.anything() }],
      balanceTransaction: [{ id: balanceTransaction.transactionId, entity: balanceTransaction }],
      assetBalance: [{ id: assetBalance.assetId, entity: assetBalance }],
      assetTransaction: [{ id: assetTransaction.transactionId, entity: assetTransaction }],
      order: [{ id: order.orderId, entity: order }],
      receipt: [{ id: `ORDER ${receipt.key}`, entity: receipt }],
    };
    for (const kind of RECORD_KINDS)
      expect(await store.records.list(kind, username), kind).toEqual({ items: expected[kind] });
  });

  it('tells a record that breaks its schema, and reads the others', async ({ store, make, addUser, commit }) => {
    const { username } = await addUser();
    const [sound, broken, other] = [
      make.cashRow({ username }),
      make.cashRow({ username, description: '' }),
      make.cashRow({ username }),
    ];
    for (const row of [sound, broken, other]) await commit(insert('balanceTransaction', row));
    const { items } = await store.records.list('balanceTransaction', username);
    expect(items).toEqual([
      { id: other.transactionId, entity: other },
      { id: broken.transactionId, unreadable: expect.stringContaining('description must have at least 1 character') },
      { id: sound.transactionId, entity: sound },
    ]);
  });

  it('reconciling an account names the records that cannot be read, and holds the rest against itself', async (place) => {
    const { app, make, addUser, commit } = place;
    const { username } = await addUser();
    const { assetId } = await place.addAsset();
    await app.funds.deposit({ username, amount: '10.00' });
    const row = make.cashRow({ username, description: '' });
    const order = make.order({ username, assetId, statusReason: '' });
    const receipt = make.receipt({ username, request: '{', result: '[]', subjectId: row.transactionId });
    await commit(insert('balanceTransaction', row), insert('order', order), insert('receipt', receipt));
    const { differences, rows } = await app.portfolio.reconcile(username);
    expect(rows).toBe(2);
    const found = differences.map(describeDifference).sort();
    expect(found).toEqual([
      expect.stringContaining(`balanceTransaction ${row.transactionId} cannot be read`),
      expect.stringContaining(`order ${order.orderId} cannot be read`),
      expect.stringContaining(`receipt FUNDS ${receipt.key} cannot be read: stored request is not JSON`),
      expect.stringContaining(`receipt FUNDS ${receipt.key} cannot be read: stored result is not readable`),
    ]);
  });
};

/** One of each that a user may have beside the balance. */
function recordsOf({ make }: Place, username: string): Omit<Pick<Entities, RecordKind>, 'balance'> {
  const owned = { username, assetId: 'BTC' };
  return {
    balanceTransaction: make.cashRow({ username }),
    assetBalance: make.holding(owned),
    assetTransaction: make.assetRow(owned),
    order: make.order(owned),
    receipt: make.receipt({ username, scope: 'ORDER', key: 'a key # of, words' }),
  };
}
