import { DomainError } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, everything, expectNothingWritten, expectRefusal, plain } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';
import { expectReconciled, oneOfEachType, openTrader, tick } from '../trader.ts';

const BY = { by: 'operator_1' };
const ADA = {
  username: 'ada_lovelace',
  email: 'ada@example.com',
  firstName: 'Augusta',
  lastName: 'Byron-King',
  phone: '+44 20 79460958',
  dateOfBirth: '1990-12-31',
  marketingEmailsConsent: true,
  passwordHash: 'hash-of-ada',
  metadata: { nickname: 'Enchantress' },
};
/** The texts about Ada that the store must no longer contain. */
const PERSONAL = [
  ADA.email,
  ADA.firstName,
  ADA.lastName,
  '79460958',
  ADA.dateOfBirth,
  ADA.passwordHash,
  'Enchantress',
  'phone of Ada',
  '203.0.113.7',
];

/** `app.users.erase`: the person is gone, the books are not. */
export const erasedAccounts: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('takes all that names the person but the username, and shows who did it', async (place) => {
    const { app, clock } = place;
    await addAda(place);
    expect(await textOf(place)).toContain(ADA.email);
    clock.advance(1_000);
    const at = clock.now().toISOString();
    const erased = await app.users.erase(ADA.username, { ...BY, reason: 'Asked for it' });
    expect(plain(erased)).toEqual({
      username: ADA.username,
      email: 'ada_lovelace@erased.invalid',
      firstName: 'Erased',
      lastName: 'User',
      marketingEmailsConsent: false,
      role: 'customer',
      ...{ status: 'ERASED', statusAt: at, statusBy: 'operator_1', statusReason: 'Asked for it' },
      ...{ version: 2, createdAt: erased.createdAt, updatedAt: at },
    });
    expect(await app.users.get(ADA.username)).toEqual(erased);
    expect((await app.users.list({ status: 'ERASED' })).items).toEqual([erased]);
    const left = await textOf(place);
    for (const personal of PERSONAL) expect(left).not.toContain(personal);
  });

  it('ends the logins, and leaves no password', async (place) => {
    const { app, store } = place;
    await addAda(place);
    await app.users.erase(ADA.username, BY);
    const [login] = await store.unitOfWork.read([{ entity: 'login', username: ADA.username }]);
    expect(login).toMatchObject({ failures: 0, pauses: 0, epoch: 1 });
    expect(login?.passwordHash).toBeUndefined();
  });

  it('gives the e-mail free, for whoever comes next', async (place) => {
    const { app } = place;
    await addAda(place);
    await app.users.erase(ADA.username, BY);
    await expectRefusal(app.users.getByEmail(ADA.email), 'USER_NOT_FOUND');
    const heir = await app.users.create({ ...ADA, username: 'ada_the_second' });
    expect(await app.users.getByEmail(ADA.email)).toEqual(heir);
    const placeholder = { ...ADA, username: 'ada_the_third', email: 'ada_lovelace@erased.invalid' };
    await expectRefusal(app.users.create(placeholder), 'VALIDATION_FAILED', { field: 'email' });
  });

  it('leaves the ledgers and their sums as they are, also with money and orders left', async (place) => {
    const { app, store, clock } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.funds.deposit({ username, amount: '12.34', description: 'From Ada' });
    for (const terms of oneOfEachType(trader)) await app.orders.place(terms);
    const books = async () => {
      const rows = await everyItem((page) => store.balances.listTransactions(username, page));
      const trades = await everyItem((page) => store.assetTransactions.listByUser(username, page));
      const orders = await everyItem((page) => store.orders.listByUser(username, page));
      const { available, held, sequence } = await app.funds.getBalance(username);
      return plain({
        rows,
        trades,
        orders,
        available,
        held,
        sequence,
        holdings: await app.portfolio.holdings(username),
      });
    };
    const before = await books();
    clock.advance(1_000);
    await app.users.erase(username, BY);
    expect(await books()).toEqual(before);
    await expectReconciled(app, trader);

    expect(await tick(app, '120')).toMatchObject({ filled: [], failed: [], skipped: [] });
    for (const { orderId } of (await app.orders.listOpenByUser(username)).items)
      await app.orders.cancel(username, orderId);
    const { available } = await app.funds.getBalance(username);
    expect(available.toString()).toBe('1012.34');
    await app.funds.adjust({ username, amount: available.neg().toString(), description: 'Paid out' });
    await expectReconciled(app, trader);
  });

  it('nothing moves any more, nobody comes back, and erasing again changes nothing', async (place) => {
    const { app } = place;
    const trader = await openTrader(place);
    const { username } = trader;
    await app.users.suspend(username, BY);
    const erased = await app.users.erase(username, BY);
    const refused = [
      () => app.funds.deposit({ username, amount: '1.00' }),
      () => app.portfolio.transferIn({ ...trader, quantity: '1' }),
      () => app.orders.place({ ...trader, orderType: 'MARKET_SELL', quantity: '1' }),
      () => app.users.updateProfile(username, { email: 'back@example.com' }),
      () => app.users.reinstate(username, BY),
    ];
    await expectNothingWritten(place, async () => {
      for (const [index, call] of refused.entries())
        await expectRefusal(call(), 'ACCOUNT_SUSPENDED', { username }, `call ${index}`);
      expect(await app.users.erase(username, { by: 'operator_2', reason: 'Again' })).toEqual(erased);
      expect(await app.users.suspend(username, { by: 'operator_2' })).toEqual(erased);
    });
    await expectRefusal(app.users.erase('nobody_1', BY), 'USER_NOT_FOUND', { username: 'nobody_1' });
  });

  it('races with everything, and the person is gone afterwards', async (place) => {
    const { app, store } = place;
    const other = place.appOn(await place.elsewhere());
    for (let round = 0; round < 3; round++) {
      const username = `racer_${round}_of_3`;
      const profile = { email: `racer${round}@example.com`, firstName: 'Rachel', lastName: 'Racer' };
      await app.users.create({ username, ...profile, passwordHash: 'hash-of-rachel' });
      await app.funds.deposit({ username, amount: '1000.00' });
      if (round === 0) await app.assets.create({ assetId: 'BTC', name: 'B', category: 'major', priceUsd: '100' });
      const order = { username, assetId: 'BTC', quantity: '1' } as const;
      const races = [
        () => other.users.updateProfile(username, { firstName: 'Rachel-Ann' }),
        () => app.orders.place({ ...order, orderType: 'MARKET_BUY' }),
        () => other.orders.place({ ...order, orderType: 'LIMIT_BUY', limitPrice: '90' }),
        () => other.users.suspend(username, BY),
        () => app.users.erase(username, BY),
        () => other.users.reinstate(username, BY),
        () => other.funds.openBalance(username, 'EUR'),
        () => app.funds.withdraw({ username, amount: '10.00' }),
        () => other.orders.onPrice({ assetId: 'BTC', price: String(80 + round) }),
        () => other.users.create({ ...profile, username: `heir_${round}_of_3`, lastName: 'Heir' }),
        () => app.users.updateProfile(username, { email: `moved${round}@example.com` }),
        () => other.users.erase(username, BY),
      ];
      const turned = [...races.slice(round * 4), ...races.slice(0, round * 4)];
      await Promise.all(turned.map((race) => race().catch(expectDomainError)));
      const left = JSON.stringify(await everything(store, username));
      for (const personal of ['Rachel', 'Racer', '@example.com', 'hash-of-rachel'])
        expect(left).not.toContain(personal);
      expect(await app.users.get(username)).toMatchObject({ status: 'ERASED' });
      expect((await app.funds.listBalances(username)).every(({ suspended }) => suspended)).toBe(true);
      await expectReconciled(app, { username, assetId: 'BTC' });
      await expectRefusal(app.users.getByEmail(`moved${round}@example.com`), 'USER_NOT_FOUND');
    }
  });
};

function expectDomainError(error: unknown): void {
  expect(error).toBeInstanceOf(DomainError);
}

async function addAda({ app, make, commit }: Place): Promise<void> {
  await app.users.create(ADA);
  const { username } = ADA;
  for (let logins = 0; logins < 60; logins += 20) {
    const family = () => make.refreshFamily({ username, deviceLabel: 'phone of Ada', lastAddress: '203.0.113.7' });
    await commit(...Array.from({ length: 20 }, () => insert('refreshFamily', family())));
  }
}

async function textOf({ store }: Place): Promise<string> {
  return JSON.stringify(await everything(store, ADA.username));
}
