import { Decimal } from '@orderfolio/domain';
import { insert } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyItem, expectRefusal } from '../assertions.ts';
import { type Behaviour, testsOn } from '../place.ts';

/** A value with several spellings is stored in one. Values of older releases are read as they are. */
export const spellings: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('folds the case of ASCII letters in usernames, asset ids and e-mails, and nothing else', async ({ app }) => {
    await app.users.create({ ...ADA, username: 'ADA_Lovelace', email: 'Ada.L@Example.COM' });
    await app.assets.create({ assetId: 'btc', name: 'Bitcoin', category: 'major', priceUsd: '1' });
    const user = await app.users.get('ada_LOVELACE');
    expect(user).toMatchObject({ username: 'ada_lovelace', email: 'ada.l@example.com' });
    expect(await app.users.getByEmail('ADA.l@example.com')).toEqual(user);
    expect(await app.assets.get('Btc')).toMatchObject({ assetId: 'BTC' });
  });

  for (const [given, stored] of Object.entries(PHONES)) {
    it(`stores the phone number ${given} as ${stored}`, async ({ app }) => {
      const { phone } = await app.users.create({ ...ADA, phone: given });
      expect(phone).toBe(stored);
      expect((await app.users.get(ADA.username)).phone).toBe(stored);
      expect((await app.users.updateProfile(ADA.username, { phone: ` ${given}`.trim() })).phone).toBe(stored);
    });
  }

  it('takes every mailbox that RFC 5321 has in ASCII, but for quoted ones and domains that are no names', async ({
    app,
  }) => {
    for (const [index, email] of MAILBOXES.entries()) {
      await app.users.create({ ...ADA, username: `mailbox_${index}`, email });
      expect(await app.users.getByEmail(email)).toMatchObject({ email: email.toLowerCase() });
    }
  });

  it('keeps text as it is given: neither trimmed nor normalised', async ({ app }) => {
    const [composed, decomposed] = ['Zo\u00eb', 'Zoe\u0308'];
    await app.users.create({ ...ADA, firstName: ` ${decomposed} ` });
    expect((await app.users.get(ADA.username)).firstName).toBe(` ${decomposed} `);
    const deposit = { username: ADA.username, amount: '1.00' };
    const first = await app.funds.deposit({ ...deposit, idempotencyKey: composed });
    expect(await app.funds.deposit({ ...deposit, idempotencyKey: decomposed })).toMatchObject({ replayed: false });
    expect(await app.funds.deposit({ ...deposit, idempotencyKey: composed })).toEqual({ ...first, replayed: true });
  });

  it('reads the users and the assets of older releases', async (place) => {
    const { app, commit, make, addUser } = place;
    const phones = ['030 1234-567', '555', '+1 555-0100'];
    for (const [index, phone] of phones.entries()) {
      const email = `${'e'.repeat(243 - index)}@example.com`;
      const user = await addUser({ phone, email });
      expect(await app.users.get(user.username)).toEqual(user);
      expect(await app.users.updateProfile(user.username, { firstName: 'Grace' })).toMatchObject({ phone, email });
    }
    const assets = ['S'.repeat(40), 'FFI'.repeat(20)].map((assetId) => make.asset({ assetId }));
    await commit(...assets.map((asset) => insert('asset', asset)));
    expect(await everyItem((page) => app.assets.list(page))).toEqual(assets);
    const { username } = await addUser();
    const holdings = assets.map(({ assetId }) => make.holding({ username, assetId, available: new Decimal('1') }));
    await commit(...holdings.map((holding) => insert('assetBalance', holding)));
    expect(await app.portfolio.holdings(username)).toEqual(
      holdings.toSorted((one, other) => (one.assetId < other.assetId ? -1 : 1)),
    );
    const create = app.assets.create({ assetId: 'S'.repeat(21), name: 'S', category: 's', priceUsd: '1' });
    await expectRefusal(create, 'VALIDATION_FAILED', { field: 'assetId' });
  });
};

const ADA = {
  username: 'ada_lovelace',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  passwordHash: 'not-a-password',
};

/** As they may be given, and as E.164 writes them. */
const PHONES: Readonly<Record<string, string>> = {
  '+46701234567': '+46701234567',
  '+44 20-7946 0958': '+442079460958',
  '1 555-0100': '+15550100',
  '+123456789012345': '+123456789012345',
  '+1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 ': '+123456789012345',
};

const MAILBOXES = [
  'a@b.co',
  "o'neil+tag@example.co.uk",
  '!#$%&*/=?^_`{|}~-@example.com',
  'first.last@xn--bcher-kva.example',
  'a@example.xn--p1ai',
  'a@1and1.com',
  `${'l'.repeat(64)}@example.com`,
  `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`,
];
