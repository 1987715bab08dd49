import { type AssetTransfer, Decimal, type Orderfolio, ZERO } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `portfolio.transferIn`, `transferOut` and `adjust`: what comes and goes without a trade. */
export const assetMovements: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('assets that arrive open a holding, then add to it, and move no cash', async (place) => {
    const { app, store, clock } = place;
    const { username, move } = await owner(place);
    const before = await store.balances.get(username, 'USD');
    const first = await app.portfolio.transferIn(move('0.5', { description: 'from another broker' }));
    const now = clock.now().toISOString();
    const stored = { version: 1, createdAt: now, updatedAt: now };
    const half = new Decimal('0.5');
    const { transactionId } = first.assetTransaction;
    expect(first).toEqual({
      replayed: false,
      assetTransaction: {
        ...{ username, transactionId, assetId: 'BTC', type: 'TRANSFER_IN' },
        ...{
          currency: 'USD',
          quantity: half,
          price: ZERO,
          totalAmount: ZERO,
          status: 'COMPLETED',
          description: 'from another broker',
        },
        ...{ quantityAfter: half, holdingSequence: 1, costBasis: ZERO, costBasisAfter: ZERO },
        ...stored,
      },
      assetBalance: {
        ...{ username, assetId: 'BTC', available: half, held: ZERO, quantity: half, costBasis: ZERO },
        ...{ sequence: 1, lastId: transactionId },
        ...stored,
      },
    });
    clock.advance(1_000);
    const second = await app.portfolio.transferIn(move('0.25'));
    expect(second.assetBalance).toMatchObject({ available: new Decimal('0.75'), version: 2 });
    expect(await app.portfolio.holding(username, 'BTC')).toEqual(second.assetBalance);
    expect((await app.portfolio.listTransactions(username, { assetId: 'BTC' })).items).toEqual([
      second.assetTransaction,
      first.assetTransaction,
    ]);
    expect(await store.balances.get(username, 'USD')).toEqual(before);
  });

  it('assets that leave are taken from what is available, down to nothing', async (place) => {
    const { app } = place;
    const { username, move } = await owner(place, '2');
    const { assetTransaction, assetBalance } = await app.portfolio.transferOut(move('1.5'));
    expect(assetTransaction).toMatchObject({ type: 'TRANSFER_OUT', quantity: new Decimal('1.5') });
    expect(assetBalance.available.toString()).toBe('0.5');
    await app.portfolio.transferOut(move('0.5'));
    expect(await app.portfolio.holdings(username)).toEqual([]);
    expect((await app.portfolio.holding(username, 'BTC')).quantity.toString()).toBe('0');
  });

  it('an adjustment goes either way, and its row keeps the sign', async (place) => {
    const { app, store } = place;
    const { username, move } = await owner(place);
    const up = await app.portfolio.adjust(move('3'));
    const down = await app.portfolio.adjust(move('-1.00000001'));
    expect(up.assetTransaction).toMatchObject({ type: 'ADJUSTMENT', quantity: new Decimal('3') });
    expect(down.assetTransaction).toMatchObject({ type: 'ADJUSTMENT', quantity: new Decimal('-1.00000001') });
    expect(down.assetBalance.available.toString()).toBe('1.99999999');
    const { transactionId } = down.assetTransaction;
    expect(await store.assetTransactions.get(username, transactionId)).toEqual(down.assetTransaction);
  });

  it('what was moved reconciles, beside trades and an open sale', async (place) => {
    const { app } = place;
    const { username, move } = await owner(place, '2');
    await app.funds.deposit({ username, amount: '60000.00' });
    await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '1' });
    await app.orders.place({ username, orderType: 'LIMIT_SELL', assetId: 'BTC', quantity: '0.4', limitPrice: '99999' });
    await app.portfolio.transferOut(move('0.7'));
    await app.portfolio.adjust(move('0.2'));
    await app.portfolio.adjust(move('-0.1'));
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true, differences: [], rows: 7 });
    expect((await app.portfolio.holding(username, 'BTC')).quantity.toString()).toBe('2.4');
  });

  it('takes nothing of what an open sale holds', async (place) => {
    const { app } = place;
    const { username, move } = await owner(place, '2');
    await app.orders.place({ username, orderType: 'LIMIT_SELL', assetId: 'BTC', quantity: '1.5', limitPrice: '99999' });
    const refusal = ['INSUFFICIENT_ASSET_BALANCE', { available: new Decimal('0.5') }] as const;
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.portfolio.transferOut(move('0.50000001')), ...refusal);
      await expectRefusal(app.portfolio.adjust(move('-0.50000001')), ...refusal);
    });
    await app.portfolio.transferOut(move('0.5'));
    expect(await app.portfolio.holding(username, 'BTC')).toMatchObject({ available: ZERO, held: new Decimal('1.5') });
  });

  it('goes on while the asset is closed for trading', async (place) => {
    const { app } = place;
    const { move } = await owner(place, '2');
    await app.assets.deactivate('BTC');
    await app.portfolio.transferIn(move('1'));
    await app.portfolio.transferOut(move('2'));
    const { assetBalance } = await app.portfolio.adjust(move('-1'));
    expect(assetBalance.quantity.toString()).toBe('0');
  });

  for (const [name, run] of Object.entries(MOVEMENTS)) {
    it(`${name}: nothing is moved of nobody, of no asset, or in a quantity that the asset forbids`, async (place) => {
      const { app } = place;
      const { move } = await owner(place, '5');
      await app.assets.update('BTC', { quantityScale: 2 });
      await expectNothingWritten(place, async () => {
        const nobody = { ...move('1'), username: 'nobody_1' };
        await expectRefusal(run(app, nobody), 'USER_NOT_FOUND', { username: 'nobody_1' });
        await expectRefusal(run(app, { ...move('1'), assetId: 'GONE' }), 'ASSET_NOT_FOUND', { assetId: 'GONE' });
        await expectRefusal(run(app, move('1.001')), 'VALIDATION_FAILED', { field: 'quantity' });
      });
    });
  }

  it('a transfer is not below the minimum of the asset; an adjustment may be', async (place) => {
    const { app } = place;
    const { move } = await owner(place, '5');
    await app.assets.update('BTC', { minQuantity: '0.1' });
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.portfolio.transferIn(move('0.09')), 'VALIDATION_FAILED', { field: 'quantity' });
      await expectRefusal(app.portfolio.transferOut(move('0.09')), 'VALIDATION_FAILED', { field: 'quantity' });
    });
    await app.portfolio.adjust(move('0.09'));
    const { assetBalance } = await app.portfolio.adjust(move('-0.01'));
    expect(assetBalance.quantity.toString()).toBe('5.08');
  });

  it('takes nothing from a user who never held the asset', async (place) => {
    const { app } = place;
    const { username, move } = await owner(place);
    await expectNothingWritten(place, async () => {
      await expectRefusal(app.portfolio.transferOut(move('1')), 'INSUFFICIENT_ASSET_BALANCE', { available: ZERO });
      await expectRefusal(app.portfolio.adjust(move('-1')), 'INSUFFICIENT_ASSET_BALANCE', { available: ZERO });
    });
    await expectRefusal(app.portfolio.holding(username, 'BTC'), 'ASSET_BALANCE_NOT_FOUND');
  });

  it('an adjustment writes off all that is available, whatever decimals the asset has lost', async (place) => {
    const { app } = place;
    const { username, move } = await owner(place, '1.23456789');
    await app.assets.update('BTC', { quantityScale: 2, minQuantity: '1' });
    await app.orders.place({
      username,
      orderType: 'LIMIT_SELL',
      assetId: 'BTC',
      quantity: '1.23',
      limitPrice: '99999',
    });
    await expectNothingWritten(place, async () => {
      for (const quantity of ['-0.00456788', '-0.0045679', '0.00456789'])
        await expectRefusal(app.portfolio.adjust(move(quantity)), 'VALIDATION_FAILED', { field: 'quantity' });
    });
    const { assetBalance } = await app.portfolio.adjust(move('-0.00456789'));
    expect(assetBalance).toMatchObject({ available: ZERO, held: new Decimal('1.23') });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  it('lets no two ways out take the same assets, from two processes', async (place) => {
    const { app, appOn, elsewhere } = place;
    const { username, move } = await owner(place, '10');
    const other = appOn(await elsewhere());
    const ways: readonly ((way: Orderfolio) => Promise<unknown>)[] = [
      (way) => way.portfolio.transferOut(move('3')),
      (way) => way.portfolio.adjust(move('-3')),
      (way) => way.orders.place({ username, orderType: 'MARKET_SELL', assetId: 'BTC', quantity: '3' }),
      (way) => way.orders.place({ ...RESTING_SALE, username, quantity: '3' }),
    ];
    const outcomes = await Promise.allSettled(ways.flatMap((run) => [run(app), run(other)]));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'INSUFFICIENT_ASSET_BALANCE' });
    expect((await app.portfolio.holding(username, 'BTC')).available.toString()).toBe('1');
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });

  it('carries out many movements at once, from two processes, and loses none', async (place) => {
    const { app, appOn, elsewhere } = place;
    const { username, move } = await owner(place, '100');
    const other = appOn(await elsewhere());
    const rounds = Array.from({ length: 10 }, (_nothing, round) => (round % 2 === 0 ? app : other).portfolio);
    await Promise.all(
      rounds.flatMap((portfolio) => [
        portfolio.transferIn(move('2')),
        portfolio.transferOut(move('0.5')),
        portfolio.adjust(move('-0.25')),
      ]),
    );
    expect((await app.portfolio.holding(username, 'BTC')).quantity.toString()).toBe('112.5');
    expect(await everyItem((page) => app.portfolio.listTransactions(username, page))).toHaveLength(31);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ reconciled: true });
  });
};

const RESTING_SALE = { orderType: 'LIMIT_SELL', assetId: 'BTC', limitPrice: '99999' } as const;

const MOVEMENTS: Readonly<Record<string, (app: Orderfolio, command: AssetTransfer) => Promise<unknown>>> = {
  transferIn: (app, command) => app.portfolio.transferIn(command),
  transferOut: (app, command) => app.portfolio.transferOut(command),
  'adjust, upwards': (app, command) => app.portfolio.adjust(command),
  'adjust, downwards': (app, command) => app.portfolio.adjust({ ...command, quantity: `-${command.quantity}` }),
};

/** A user who has received this much BTC, or never held any, and a way to write commands that move it. */
async function owner({ app, addUser, addAsset }: Place, quantity?: string) {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC' });
  const move = (moved: string, given: Partial<AssetTransfer> = {}): AssetTransfer => ({
    username,
    assetId: 'BTC',
    quantity: moved,
    ...given,
  });
  if (quantity !== undefined) await app.portfolio.transferIn(move(quantity));
  return { username, move };
}
