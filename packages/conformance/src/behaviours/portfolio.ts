import { Decimal, describeDifference, ZERO } from '@orderfolio/domain';
import { insert, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { expectRefusal } from '../assertions.ts';
import { nextTurn } from '../next-turn.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `app.portfolio`: what a user owns, its worth, and whether the ledgers agree. */
export const portfolio: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('values cash, held cash included, and every holding at its current price', async (place) => {
    const { app } = place;
    const username = await investor(place);
    await app.assets.update('ETH', { priceUsd: '3333.3333' });
    await app.funds.withdraw({ username, amount: '100.00', status: 'PENDING' });
    const value = await app.portfolio.value(username);
    expect(JSON.parse(JSON.stringify(value))).toEqual({
      username,
      currency: 'USD',
      usdBalance: '400',
      cash: [{ currency: 'USD', available: '300', held: '100', currentBalance: '400', rate: '1', value: '400' }],
      totalCashValue: '400',
      assetBalances: [
        {
          ...{
            assetId: 'BTC',
            available: '0.01',
            held: '0',
            quantity: '0.01',
            price: '50000',
            rate: '1',
            value: '500',
          },
          ...{ costBasis: '500', averagePrice: '50000', unrealisedProfit: '0' },
        },
        // 0.05 × 3333.3333 = 166.666665, rounded down.
        {
          ...{ assetId: 'ETH', available: '0.05', held: '0', quantity: '0.05' },
          ...{ price: '3333.3333', rate: '1', value: '166.66' },
          ...{ costBasis: '100', averagePrice: '2000', unrealisedProfit: '66.66' },
        },
      ],
      totalAssetValue: '666.66',
      totalPortfolioValue: '1066.66',
      unpriced: [],
    });
  });

  it('leaves out what has no price, and says so', async (place) => {
    const { app } = place;
    const username = await investor(place);
    await app.assets.update('ETH', { priceUsd: '0' });
    const value = await app.portfolio.value(username);
    expect(value.unpriced).toEqual(['ETH']);
    expect(value.totalAssetValue.toString()).toBe('500');
    expect(value.assetBalances.map(({ price }) => price?.toString())).toEqual(['50000', undefined]);
  });

  it('values cash of every currency and every holding in the currency that is asked for', async (place) => {
    const { app } = place;
    const username = await investor(place);
    await app.rates.set({ base: 'EUR', quote: 'USD', rate: '1.1' });
    await app.rates.set({ base: 'USD', quote: 'JPY', rate: '150.5' });
    for (const [currency, amount] of [
      ['EUR', '5000.00'],
      ['JPY', '1000'],
    ] as const) {
      await app.funds.openBalance(username, currency);
      await app.funds.deposit({ username, currency, amount });
    }
    const inDollars = await app.portfolio.value(username);
    expect(inDollars.cash.map(({ currency, value }) => `${value} of ${currency}`)).toEqual([
      '5500 of EUR',
      '6.64 of JPY',
      '400 of USD',
    ]);
    expect(inDollars.totalPortfolioValue.toString()).toBe('6506.64');
    const { cash, assetBalances, ...totals } = await app.portfolio.value(username, { currency: 'JPY' });
    expect(cash.map(({ currency, rate, value }) => `${value} of ${currency} at ${rate}`)).toEqual([
      '827750 of EUR at 165.55',
      '1000 of JPY at 1',
      '60200 of USD at 150.5',
    ]);
    expect(assetBalances.map(({ price, rate, value }) => `${price} ${rate} ${value}`)).toEqual([
      '50000 150.5 75250',
      '2000 150.5 15050',
    ]);
    expect(JSON.parse(JSON.stringify(totals))).toEqual({
      username,
      currency: 'JPY',
      usdBalance: '400',
      totalCashValue: '888950',
      totalAssetValue: '90300',
      totalPortfolioValue: '979250',
      unpriced: [],
    });
  });

  it('values what has more digits than a balance may have', async (place) => {
    const { app } = place;
    const username = await investor(place);
    await app.portfolio.transferIn({ username, assetId: 'ETH', quantity: `1${'0'.repeat(30)}` });
    await app.rates.set({ base: 'USD', quote: 'EUR', rate: '10000000000' });
    const { assetBalances, unpriced } = await app.portfolio.value(username, { currency: 'EUR' });
    expect(unpriced).toEqual([]);
    expect(assetBalances.map(({ value }) => value?.toString())).toEqual([
      '5000000000000',
      `2${'0'.repeat(30)}1${'0'.repeat(12)}`,
    ]);
  });

  it('names the currencies that it has no rate for, and what is valued by them', async (place) => {
    const { app } = place;
    const username = await investor(place);
    for (const currency of ['CHF', 'GBP'] as const) await app.funds.openBalance(username, currency);
    await app.funds.deposit({ username, currency: 'GBP', amount: '10.00' });
    const inDollars = await app.portfolio.value(username);
    // There are no francs, whatever they are worth.
    expect(inDollars).toMatchObject({ unpriced: ['GBP'], totalPortfolioValue: new Decimal('1000') });
    const inFrancs = await app.portfolio.value(username, { currency: 'CHF' });
    expect(inFrancs).toMatchObject({ unpriced: ['BTC', 'ETH', 'GBP', 'USD'], totalPortfolioValue: ZERO });
  });

  it('values an account without holdings, and nobody’s not at all', async ({ app, addUser }) => {
    const { username } = await addUser();
    const value = await app.portfolio.value(username);
    expect(value).toEqual({
      username,
      currency: 'USD',
      usdBalance: ZERO,
      cash: [
        { currency: 'USD', available: ZERO, held: ZERO, currentBalance: ZERO, rate: new Decimal('1'), value: ZERO },
      ],
      totalCashValue: ZERO,
      assetBalances: [],
      totalAssetValue: ZERO,
      totalPortfolioValue: ZERO,
      unpriced: [],
    });
    for (const call of [app.portfolio.value, app.portfolio.holdings, app.portfolio.reconcile])
      await expectRefusal(call('nobody_1'), 'USER_NOT_FOUND', { username: 'nobody_1' });
    await expectRefusal(app.portfolio.holding('nobody_1', 'BTC'), 'USER_NOT_FOUND');
    await expectRefusal(app.portfolio.holding(username, 'BTC'), 'ASSET_BALANCE_NOT_FOUND', { assetId: 'BTC' });
  });

  it('values more than 100 holdings', async ({ app, make, commit, addUser }) => {
    const { username } = await addUser();
    const assets = Array.from({ length: 120 }, () => make.asset({ priceUsd: new Decimal('2') }));
    for (let start = 0; start < assets.length; start += 40) {
      const part = assets.slice(start, start + 40);
      const held = part.map(({ assetId }) => make.holding({ username, assetId, available: new Decimal('0.5') }));
      await commit(
        ...part.map((asset) => insert('asset', asset)),
        ...held.map((holding) => insert('assetBalance', holding)),
      );
    }
    const value = await app.portfolio.value(username);
    expect(value.assetBalances).toHaveLength(120);
    expect(value.totalAssetValue.toString()).toBe('120');
  });

  it('reconciles an account of more rows than a page has', async (place) => {
    const { app } = place;
    const username = await investor(place);
    const [buy, sell] = (['MARKET_BUY', 'MARKET_SELL'] as const).map(
      (orderType) => () => app.orders.place({ username, orderType, assetId: 'BTC', quantity: '0.0001' }),
    );
    await Promise.all(Array.from({ length: 60 }, () => [buy?.(), sell?.()]).flat());
    const found = await app.portfolio.reconcile(username);
    expect(found).toEqual({ username, reconciled: true, differences: [], rows: 245 });
  });

  it('leaves the event loop its turns while it reconciles, one after each page', async (place) => {
    const { app } = place;
    const username = await investor(place);
    await Promise.all(Array.from({ length: 220 }, () => app.funds.deposit({ username, amount: '1.00' })));
    let turns = 0;
    let isOver = false;
    const count = async (): Promise<void> => {
      for (; !isOver; turns++) await nextTurn();
    };
    const counting = count();
    await app.portfolio.reconcile(username);
    isOver = true;
    await counting;
    // Three pages of cash rows, and one page of each other kind. Balances and holdings are read twice.
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  it('reports every figure that was tampered with', async (place) => {
    const { app, make, commit } = place;
    const username = await investor(place);
    const balance = await app.funds.getBalance(username);
    const two = new Decimal('2');
    await commit(
      save(
        'balance',
        balance,
        make.next(balance, {
          held: two,
          currentBalance: balance.available.plus(two),
          totalDeposits: two,
          totalWithdrawals: two,
        }),
      ),
    );
    const holding = await app.portfolio.holding(username, 'BTC');
    await commit(save('assetBalance', holding, make.next(holding, { available: two, quantity: two })));
    const { reconciled, differences } = await app.portfolio.reconcile(username);
    expect(reconciled).toBe(false);
    expect(differences.map(describeDifference)).toEqual([
      'balance USD: currentBalance is stored as 402, and should be 400',
      'balance USD: held is stored as 2, and should be 0',
      'balance USD: totalDeposits is stored as 2, and should be 1000',
      'balance USD: totalWithdrawals is stored as 2, and should be 0',
      'balance USD: currentBalance is stored as 402, and should be 400',
      'assetBalance BTC: quantity is stored as 2, and should be 0.01',
      'assetBalance BTC: quantity is stored as 2, and should be 0.01',
    ]);
    expect(differences.map(({ rule }) => rule)).toEqual([
      ...['TOTALS', 'HOLDS', 'TOTALS', 'TOTALS', 'CHAIN'],
      ...['TOTALS', 'CHAIN'],
    ]);
  });

  it('reports a ledger row that moved nothing', async (place) => {
    const { app, make, commit } = place;
    const username = await investor(place);
    const five = new Decimal('5');
    const deposit = make.cashRow({ username, amount: five, balanceAfter: new Decimal('405'), balanceSequence: 4 });
    const trade = make.assetRow({ username, assetId: 'ETH', quantity: five });
    await commit(insert('balanceTransaction', deposit), insert('assetTransaction', trade));
    const { differences } = await app.portfolio.reconcile(username);
    const found = differences.map(describeDifference);
    expect(found).toContain(`assetTransaction ${trade.transactionId} is there, and belongs to nothing`);
    expect(found).toContain('balance USD: currentBalance is stored as 400, and should be 405');
    expect(found).toContain('balance USD: totalDeposits is stored as 1000, and should be 1005');
    expect(found).toContain('balance USD: sequence is stored as 3, and should be 4');
    expect(found).toContain('assetBalance ETH: quantity is stored as 0.05, and should be 5.05');
  });
};

/** A user who deposited 1,000, and bought BTC for 500 and ETH for 100. */
async function investor({ app, addUser, addAsset }: Place): Promise<string> {
  const { username } = await addUser();
  await addAsset({ assetId: 'BTC', priceUsd: new Decimal('50000') });
  await addAsset({ assetId: 'ETH', priceUsd: new Decimal('2000') });
  await app.funds.deposit({ username, amount: '1000.00' });
  await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'BTC', quantity: '0.01' });
  await app.orders.place({ username, orderType: 'MARKET_BUY', assetId: 'ETH', quantity: '0.05' });
  return username;
}
