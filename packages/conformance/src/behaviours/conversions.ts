import { type Conversion, createOrderfolio, Decimal, type FeeSchedule, percentageFee } from '@orderfolio/domain';
import { expect } from 'vitest';
import { everyItem, expectNothingWritten, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { withFees } from './fees.ts';
import { appWith } from './rates.ts';

/** Cash of one currency for cash of another. */
export const conversions: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('pays out of one balance into another, in two rows of one reference with the rate on both', async (place) => {
    const { app, username } = await withCash(place);
    await app.funds.openBalance(username, 'EUR');
    const { paid, received, replayed } = await app.funds.convert({
      username,
      from: 'USD',
      to: 'EUR',
      amount: '100.00',
    });
    const rate = new Decimal('0.9090909090909090909');
    const both = { type: 'CONVERSION', status: 'COMPLETED', referenceId: paid.transaction.transactionId, rate };
    expect(replayed).toBe(false);
    expect(paid.transaction).toMatchObject({ ...both, currency: 'USD', amount: new Decimal('-100') });
    expect(paid.balance.available).toEqual(new Decimal('900'));
    expect(received.transaction).toMatchObject({ ...both, currency: 'EUR', amount: new Decimal('90.9') });
    expect(received.balance.available).toEqual(new Decimal('90.9'));
    expect((await app.funds.listTransactions(username)).items.slice(0, 2)).toEqual([
      received.transaction,
      paid.transaction,
    ]);
    expect(await app.funds.listBalances(username)).toEqual([received.balance, paid.balance]);
    // It is neither a deposit nor a withdrawal.
    expect(received.balance.totalDeposits).toEqual(new Decimal('0'));
    expect(paid.balance.totalWithdrawals).toEqual(new Decimal('0'));
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  it('opens the balance that it pays into, and rounds down to its smallest amount', async (place) => {
    const { app, username } = await withCash(place);
    await app.rates.set({ base: 'USD', quote: 'JPY', rate: '149.999' });
    const { received } = await app.funds.convert({ username, from: 'USD', to: 'JPY', amount: '1.00' });
    expect(received.balance).toMatchObject({ currency: 'JPY', available: new Decimal('149'), version: 1 });
    expect(await app.funds.getBalance(username, 'JPY')).toEqual(received.balance);
    const again = await app.funds.convert({ username, from: 'USD', to: 'JPY', amount: '0.01' });
    expect(again.received.balance).toMatchObject({ available: new Decimal('150'), version: 2 });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  it('is carried out once under its key, and answered with its first result', async (place) => {
    const { app, clock, username } = await withCash(place);
    const command: Conversion = { username, from: 'USD', to: 'EUR', amount: '10.00', idempotencyKey: 'once' };
    const first = await app.funds.convert({ ...command, metadata: { desk: '7' }, description: 'Holiday' });
    clock.advance(1_000);
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.50' });
    const repeat = await app.funds.convert({ ...command, metadata: { desk: '7' }, description: 'Holiday' });
    expect(repeat).toEqual({ ...first, replayed: true });
    await expectRefusal(app.funds.convert({ ...command, amount: '11.00' }), 'IDEMPOTENCY_CONFLICT', { key: 'once' });
    await expectRefusal(
      app.funds.deposit({ username, amount: '1', idempotencyKey: 'once' }),
      'IDEMPOTENCY_CONFLICT',
      {},
    );
    expect((await app.funds.getBalance(username)).available).toEqual(new Decimal('990'));
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  it('refuses what it cannot do, by code, and changes nothing', async (place) => {
    const { app, store, clock, timer, username } = await withCash(place);
    const convert = (command: Partial<Conversion>, by = app) =>
      by.funds.convert({ username, from: 'USD', to: 'EUR', amount: '10.00', ...command });
    const strict = createOrderfolio({ store, clock, timer, maxRateAgeMs: 1_000 });
    clock.advance(2_000);
    await expectNothingWritten(place, async () => {
      await expectRefusal(convert({ amount: '1000.01' }), 'INSUFFICIENT_BALANCE', { currency: 'USD' });
      await expectRefusal(convert({ amount: '0.01' }), 'VALIDATION_FAILED', { field: 'amount' });
      await expectRefusal(convert({ amount: '0.001' }), 'VALIDATION_FAILED', { field: 'amount' });
      await expectRefusal(convert({ to: 'USD' }), 'VALIDATION_FAILED', { field: 'to' });
      await expectRefusal(convert({ to: 'CHF' }), 'RATE_UNAVAILABLE', { base: 'USD', quote: 'CHF' });
      await expectRefusal(convert({ idempotencyKey: 'late' }, strict), 'RATE_UNAVAILABLE', { quote: 'EUR' });
      await expectRefusal(convert({ from: 'EUR', to: 'USD' }), 'BALANCE_NOT_FOUND', { currency: 'EUR' });
      await expectRefusal(convert({ username: 'nobody_1' }), 'USER_NOT_FOUND', {});
      const failing = appWith(place, { rate: () => Promise.reject(new Error('no line')) });
      await expectRefusal(convert({}, failing), 'RATE_UNAVAILABLE', {});
    });
    await app.users.suspend(username, { by: 'operator_1' });
    await expectNothingWritten(place, () => expectRefusal(convert({}), 'ACCOUNT_SUSPENDED', { username }));
  });

  it('opens no balance that a suspension does not see', async (place) => {
    const { app, username } = await withCash(place);
    const [converted] = await Promise.allSettled([
      app.funds.convert({ username, from: 'USD', to: 'EUR', amount: '10.00' }),
      app.users.suspend(username, { by: 'operator_1' }),
    ]);
    const balances = await app.funds.listBalances(username);
    expect(balances.map(({ suspended }) => suspended)).toEqual(balances.map(() => true));
    expect(balances).toHaveLength(converted.status === 'fulfilled' ? 2 : 1);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  it('is at the rate that a spread leaves, and refused where the schedule has none to give', async (place) => {
    const { app, username } = await withCash(place);
    const command: Conversion = { username, from: 'USD', to: 'EUR', amount: '100.00' };
    const { paid, received } = await withFees(place, percentageFee('0', { spread: '0.01' })).funds.convert(command);
    // 0.99 / 1.1, exactly.
    expect([paid.transaction.rate?.toString(), received.transaction.rate?.toString()]).toEqual(['0.9', '0.9']);
    expect(received.transaction.amount.toString()).toBe('90');
    const free = await withFees(place, { termsOf: () => undefined }).funds.convert(command);
    expect(free.received.transaction.amount.toString()).toBe('90.9');
    const answers: readonly unknown[] = ['1', '-0.01', 0.01, {}, null, new Promise(() => undefined)];
    await expectNothingWritten(place, async () => {
      for (const answer of answers) {
        const spreadOf = () => answer as ReturnType<NonNullable<FeeSchedule['spreadOf']>>;
        const charging = withFees(place, { termsOf: () => undefined, spreadOf });
        await expectRefusal(
          charging.funds.convert(command),
          'CONFIGURATION_INVALID',
          { field: 'fees' },
          String(answer),
        );
      }
    });
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });

  it('loses nothing and counts nothing twice, whoever converts at once', async (place) => {
    const { app, username, store, appOn } = await withCash(place);
    const apps = [app, appOn(store), appOn(await place.elsewhere())];
    await Promise.all(
      Array.from({ length: 12 }, (_none, index) =>
        apps[index % 3]?.funds.convert({ username, from: 'USD', to: 'EUR', amount: '11.00' }),
      ),
    );
    expect((await app.funds.getBalance(username)).available).toEqual(new Decimal('868'));
    expect((await app.funds.getBalance(username, 'EUR')).available).toEqual(new Decimal('119.88'));
    const rows = await everyItem((page) => app.funds.listTransactions(username, page));
    expect(rows.filter(({ type }) => type === 'CONVERSION')).toHaveLength(24);
    expect(await app.portfolio.reconcile(username)).toMatchObject({ differences: [] });
  });
};

/** A user with 1,000 dollars, and a euro at 1.10 of them. */
async function withCash(place: Place) {
  const { app, addUser } = place;
  const { username } = await addUser();
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.10' });
  return { ...place, username };
}
