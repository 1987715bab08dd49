import { Decimal, isDecimal, ValidationError, ZERO } from '@orderfolio/domain';
import { type EntityKind, insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem } from '../assertions.ts';
import { anything } from '../bad-commands.ts';
import type { EntityMaker } from '../entities.ts';
import { type Behaviour, testsOn } from '../place.ts';
import { accessOf, everyMarketDatum, type Sample, samplesOf } from '../samples.ts';

/** No digit is lost, and none is added. */
export const exactDecimals: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  for (const text of AMOUNTS) {
    it(`returns ${text} digit by digit, in every amount of every entity`, async ({ store, make, commit }) => {
      const samples = samplesWith(make, new Decimal(text));
      await commit(...samples.map((sample) => sample.insert));
      const found = await store.unitOfWork.read(samples.map(({ key }) => key));
      expect(found).toEqual(samples.map(({ value }) => value));
      expect(amountsIn(found)).toEqual(amountsIn(samples.map(({ value }) => value)));
    });
  }

  it('returns the digits after a replacement, too', async ({ store, make, commit }) => {
    const [before, after] = [make.asset({ priceUsd: new Decimal('1') }), new Decimal(AMOUNTS[0] ?? '')];
    const changed = { ...before, version: 2, priceUsd: after, amount: after, minQuantity: after };
    await commit({ action: 'insert', entity: 'asset', value: before });
    await commit({ action: 'save', entity: 'asset', previous: before, value: changed });
    expect(await store.assets.get(before.assetId)).toEqual(changed);
  });

  it('returns the digits in lists', async ({ store, make, commit }) => {
    const samples = samplesWith(make, new Decimal('-12345678901234567890.123456789012345678').abs());
    await commit(...samples.map((sample) => sample.insert));
    const [user] = samples;
    const username = user?.key.entity === 'user' ? user.key.username : '';
    const { balances, assetBalances } = await store.assetBalances.getAccount(username);
    const listed = [
      await everyItem((page) => store.assets.list(page)),
      balances,
      await everyItem((page) => store.balances.listTransactions(username, page)),
      assetBalances,
      await everyItem((page) => store.assetTransactions.listByUser(username, page)),
      await everyItem((page) => store.orders.listByUser(username, page)),
      await everyItem((page) => store.rates.list(page)),
    ].flat();
    const inNoList: readonly EntityKind[] = ['lastTick', 'trailingGroup'];
    const withAmounts = samples
      .filter(({ kind, value }) => amountsIn(value).length > 0 && !inNoList.includes(kind))
      .map(({ value }) => value);
    expect(listed).toEqual(withAmounts);
  });

  it('says the least quantity in plain notation, in the result, in its repetition and in what is stored', async (place) => {
    const { app } = place;
    const { username } = await place.addUser();
    const { assetId } = await place.addAsset({ priceUsd: new Decimal('50000') });
    await app.funds.deposit({ username, amount: '1.00' });
    const buy = { username, assetId, orderType: 'MARKET_BUY', quantity: LEAST, clientOrderId: 'least' } as const;
    const [first, again] = [await app.orders.place(buy), await app.orders.place(buy)];
    const holding = await app.portfolio.holding(username, assetId);
    const { items } = await app.portfolio.listTransactions(username);
    const said = [first.order, again.order, first.assetTransaction, holding, ...items].map(({ quantity }) => quantity);
    expect(said.map(String)).toEqual(said.map(() => LEAST));
    expect(JSON.stringify([first, again, holding, items])).not.toMatch(/\de[-+]?\d/);
  });

  it('returns amounts that take no JavaScript number', async (place) => {
    const { app } = place;
    const { username } = await place.addUser();
    const { balance, transaction } = await app.funds.deposit({ username, amount: new Decimal('0.10') });
    const stored = await app.funds.getBalance(username);
    for (const amount of [balance.available, transaction.amount, stored.available]) {
      expect(amount).toBeInstanceOf(Decimal);
      expect(() => amount.plus(anything(0.2))).toThrow(ValidationError);
      expect(String(amount.plus('0.2'))).toBe('0.3');
    }
  });

  it('reads zero as zero, without a sign', async ({ store, make, commit, addUser }) => {
    const { username } = await addUser();
    const account = await store.balances.get(username, 'USD');
    expect(account).toMatchObject({ available: ZERO, held: ZERO, currentBalance: ZERO, totalDeposits: ZERO });
    expect(String(account?.available)).toBe('0');
    const row = make.cashRow({ username, amount: ZERO, balanceAfter: ZERO });
    await commit(insert('balanceTransaction', row));
    expect(await store.balances.getTransaction(username, row.transactionId)).toEqual(row);
  });
};

/** 38 digits: with 18 decimals, with 37, with none, and where a float or a 64-bit integer ends. */
const AMOUNTS = [
  '12345678901234567890.123456789012345678',
  '99999999999999999999.999999999999999999',
  '9.9999999999999999999999999999999999999',
  '99999999999999999999999999999999999999',
  '10000000000000000000000000000000000000',
  '0.0000000000000000000000000000000000001',
  '0.000000000000000001',
  '0.1',
  '9007199254740993',
  '18446744073709551617',
  '100',
];

/** The least quantity of an asset of 8 decimals. */
const LEAST = '0.00000001';

/** One of each kind with this amount wherever an amount may stand; negative where the sign is free. */
function samplesWith(make: EntityMaker, amount: Decimal): Sample[] {
  const user = make.user();
  const { username } = user;
  const asset = make.asset({
    amount,
    priceUsd: amount,
    minQuantity: amount,
    marketData: everyMarketDatum(amount, '2026-01-01T00:00:00.000Z'),
  });
  const { assetId } = asset;
  return samplesOf({
    user,
    asset,
    balance: make.balance({ username, available: amount, totalDeposits: amount, totalWithdrawals: amount }),
    balanceTransaction: make.cashRow({ username, amount: amount.neg(), balanceAfter: amount }),
    assetBalance: make.holding({ username, assetId, held: amount }),
    assetTransaction: make.assetRow({ username, assetId, quantity: amount, price: amount, totalAmount: amount }),
    order: make.order({
      username,
      assetId,
      quantity: amount,
      limitPrice: amount,
      stopPrice: amount,
      trailAmount: amount,
      trailPercent: amount,
      highWaterMark: amount,
      executionPrice: amount,
      totalAmount: amount,
      heldAmount: amount,
    }),
    rate: make.rate(),
    lastTick: make.lastTick({ assetId, price: amount }),
    trailingGroup: make.trailingGroup({ assetId, mark: amount, narrowestTrail: amount }),
    receipt: make.receipt({ username, result: JSON.stringify({ amount }) }),
    ...accessOf(username, make),
  });
}

/** Every Decimal within, as text, in the order of the fields' names. */
function amountsIn(value: unknown): string[] {
  if (isDecimal(value)) return [value.toString()];
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return fields.flatMap(([, field]) => amountsIn(field));
}
