import type { ListUsers, User } from '@orderfolio/domain';
import { insert, MAX_CHANGES, save } from '@orderfolio/domain/adapter';
import { expect } from 'vitest';
import { everyPage, expectRefusal } from '../assertions.ts';
import { type Behaviour, type Place, testsOn } from '../place.ts';

/** `app.users.list` with the beginning of a username or an e-mail. */
export const userSearch: Behaviour = (adapter, register) => {
  const it = testsOn(adapter, register);

  it('finds the usernames that begin with a text, in their order, and no neighbours', async (place) => {
    await addNames(place, [
      'alicf_1',
      'alice_10',
      'alice1',
      'alicez',
      'alice__',
      'alic_9',
      'alice_',
      'alicd_z',
      'zalice_',
    ]);
    const alices = ['alice1', 'alice_', 'alice_10', 'alice__', 'alicez'];
    expect(await namesOf(place, { usernamePrefix: 'alice' })).toEqual(alices);
    expect(await namesOf(place, { usernamePrefix: 'ALICE' })).toEqual(alices);
    expect(await namesOf(place, { usernamePrefix: 'alice_' })).toEqual(['alice_', 'alice_10', 'alice__']);
    expect(await namesOf(place, { usernamePrefix: 'a' })).toEqual(['alic_9', 'alicd_z', ...alices, 'alicf_1']);
    expect(await namesOf(place, { usernamePrefix: 'z' })).toEqual(['zalice_']);
    expect(await namesOf(place, { usernamePrefix: '_' })).toEqual([]);
  });

  it('finds a username by all of it, and none by more than it', async (place) => {
    const longest = 'z'.repeat(30);
    await addNames(place, ['alice_', 'alice_1', longest, longest.slice(1)]);
    expect(await namesOf(place, { usernamePrefix: 'alice_1' })).toEqual(['alice_1']);
    expect(await namesOf(place, { usernamePrefix: 'alice_12' })).toEqual([]);
    expect(await namesOf(place, { usernamePrefix: longest })).toEqual([longest]);
    expect(await namesOf(place, { usernamePrefix: longest.slice(1) })).toEqual([longest.slice(1), longest]);
  });

  it('finds the e-mails that begin with a text, in their order, whatever characters they have', async (place) => {
    const emails = [
      ...[
        'a@b.example',
        'a!@b.example',
        'a~@b.example',
        'a~z@b.example',
        'a.b@c.example',
        'az@b.example',
        'a{@b.example',
      ],
      ...[
        'aa@b.example',
        'b@b.example',
        '~@b.example',
        '!@b.example',
        'a@b.examplez',
        "a'--@b.example",
        'a_%@b.example',
      ],
    ];
    await addEmails(place, emails);
    for (const emailPrefix of [
      'a',
      'A',
      'a~',
      'a@',
      'a@b.example',
      'a@B.EXAMPLEZ',
      '~',
      '!',
      'a.',
      'a{',
      'a_',
      "a'",
      'z',
      'b@b',
    ])
      expect(await emailsOf(place, { emailPrefix }), emailPrefix).toEqual(
        emails.filter((email) => email.startsWith(emailPrefix.toLowerCase())).sort(),
      );
  });

  it('returns pages of the size asked for, each user once, the last without a cursor', async (place) => {
    const names = Array.from({ length: 25 }, (_none, index) => `alice_${10 + index}`);
    await addNames(place, [...names.toReversed(), 'alicd_1', 'alicf_1', 'alice1']);
    for (const search of [{ usernamePrefix: 'alice_' }, { emailPrefix: 'alice_' }]) {
      expect(await namesOf(place, search)).toEqual(names.slice(0, 20));
      for (const limit of [1, 7, 24, 25, 26]) {
        const pages = await everyPage((page) => place.app.users.list({ ...search, ...page }), limit);
        expect(
          pages.flat().map(({ username }) => username),
          `limit ${limit}`,
        ).toEqual(names);
        expect(pages.length).toBe(Math.ceil(names.length / limit));
      }
    }
  });

  it('goes on behind the last of a page, whatever came or went meanwhile', async (place) => {
    const { app } = place;
    for (const [name, search] of Object.entries({
      alice: { usernamePrefix: 'alice' },
      maria: { emailPrefix: 'maria' },
    })) {
      const named = (...ends: readonly string[]) => ends.map((end) => `${name}_${end}`);
      await addNames(place, named('b', 'c', 'd', 'e'));
      const { items, nextCursor: cursor } = await app.users.list({ ...search, limit: 2 });
      expect(items.map(({ username }) => username)).toEqual(named('b', 'c'));
      await addNames(place, named('a', 'cc', 'f'));
      await app.users.updateProfile(`${name}_c`, { email: `no_longer_${name}@example.com` });
      expect(await namesOf(place, { ...search, cursor })).toEqual(named('cc', 'd', 'e', 'f'));
    }
  });

  it('finds a user by a new e-mail, and no longer by the old one', async (place) => {
    const { app } = place;
    await addNames(place, ['alice_1', 'robert_1']);
    await app.users.updateProfile('alice_1', { email: 'Moor@example.com' });
    expect(await emailsOf(place, { emailPrefix: 'alice' })).toEqual([]);
    expect(await app.users.list({ emailPrefix: 'moor' })).toEqual({ items: [await app.users.get('alice_1')] });
    await app.users.updateProfile('robert_1', { email: 'alice_1@example.com' });
    expect(await namesOf(place, { emailPrefix: 'alice' })).toEqual(['robert_1']);
    expect(await namesOf(place, { usernamePrefix: 'alice' })).toEqual(['alice_1']);
  });

  it('shows users as they are now, in every status, but no erased user by an e-mail', async (place) => {
    const { app, appOn, elsewhere } = place;
    await addNames(place, ['alice_1', 'alice_2', 'alice_3', 'alice_4']);
    await app.users.suspend('alice_2', BY);
    await app.users.erase('alice_3', BY);
    await app.users.updateProfile('alice_4', { lastName: 'Moor-Lee', metadata: { tier: 'gold' } });
    const users = await Promise.all(['alice_1', 'alice_2', 'alice_3', 'alice_4'].map((name) => app.users.get(name)));
    const other = appOn(await elsewhere());
    for (const { users: found } of [app, other]) {
      expect(await found.list({ usernamePrefix: 'alice' })).toEqual({ items: users });
      expect(await found.list({ emailPrefix: 'alice' })).toEqual({
        items: users.filter(({ status }) => status !== 'ERASED'),
      });
    }
    await app.users.reinstate('alice_2', BY);
    expect((await app.users.list({ emailPrefix: 'alice_2' })).items).toMatchObject([{ status: 'ACTIVE' }]);
  });

  it('moves what it finds in the commit that changes it, and in no other', async ({ store, make, commit, addUser }) => {
    const user = await addUser({ email: 'ada@example.com' });
    const rival = await addUser({ email: 'grace@example.com' });
    const moved = make.next(user, { email: 'augusta@example.com' });
    const taken = make.next(rival, { email: 'augusta@example.com' });
    await expectRefusal(commit(save('user', user, moved), save('user', rival, taken)), 'ALREADY_EXISTS');
    expect((await store.users.listByEmailPrefix('a')).items).toEqual([user]);
    await commit(save('user', user, moved));
    expect((await store.users.listByEmailPrefix('a')).items).toEqual([moved]);
  });

  it('takes the cursor of the same search alone', async (place) => {
    const { app, store } = place;
    await addNames(place, ['alice_1', 'alice_2', 'alicia_1', 'alicia_2']);
    const searches: readonly ListUsers[] = [
      ...[{ usernamePrefix: 'ali' }, { usernamePrefix: 'alice' }, { emailPrefix: 'ali' }, { emailPrefix: 'alice' }],
      ...[{}, { status: 'ACTIVE' } as const],
    ];
    for (const search of searches) {
      const { nextCursor } = await app.users.list({ ...search, limit: 1 });
      for (const other of searches) {
        const page = app.users.list({ ...other, cursor: nextCursor });
        if (other === search) expect((await page).items.length).toBeGreaterThan(0);
        else await expectRefusal(page, 'INVALID_CURSOR', {}, JSON.stringify([search, other]));
      }
      await expectRefusal(app.users.list({ ...search, cursor: `${nextCursor}0` }), 'INVALID_CURSOR');
    }
    const { nextCursor: cursor } = await store.users.listByUsernamePrefix('ali', { limit: 1 });
    expect((await app.users.list({ usernamePrefix: 'ALI', cursor })).items).toHaveLength(3);
  });

  it('refuses two conditions at once, and names the field', async ({ app }) => {
    const search = { usernamePrefix: 'alice', emailPrefix: 'alice', status: 'ACTIVE' } as const;
    const { usernamePrefix, emailPrefix, status } = search;
    for (const [request, field] of [
      [{ usernamePrefix, status }, 'usernamePrefix'],
      [{ emailPrefix, status }, 'emailPrefix'],
      [{ usernamePrefix, emailPrefix }, 'emailPrefix'],
    ] as const)
      await expectRefusal(app.users.list(request), 'VALIDATION_FAILED', { field });
  });

  it('takes the beginning of every e-mail', async ({ app }) => {
    for (const email of [
      "o'neil+tag@xn--bcher-kva.example.co.uk",
      '!#$%&*/=?^_`{|}~-.a@1and1.com',
      `${'a'.repeat(64)}@b.example`,
    ])
      for (let length = 1; length <= email.length; length++)
        expect(await app.users.list({ emailPrefix: email.slice(0, length) })).toEqual({ items: [] });
  });
};

const BY = { by: 'operator_1' };

/** Users of these names, each with an e-mail that begins with the name. */
async function addNames({ make, commit }: Place, usernames: readonly string[]): Promise<void> {
  const users = usernames.map((username) => make.user({ username, email: `${username}@example.com` }));
  await addUsers(commit, users);
}

async function addEmails({ make, commit }: Place, emails: readonly string[]): Promise<void> {
  await addUsers(
    commit,
    emails.map((email) => make.user({ email })),
  );
}

/** A user counts twice. */
const PER_COMMIT = MAX_CHANGES / 4;

async function addUsers(commit: Place['commit'], users: readonly User[]): Promise<void> {
  for (let start = 0; start < users.length; start += PER_COMMIT)
    await commit(...users.slice(start, start + PER_COMMIT).map((user) => insert('user', user)));
}

async function namesOf({ app }: Place, request: ListUsers): Promise<readonly string[]> {
  return (await app.users.list(request)).items.map(({ username }) => username);
}

async function emailsOf({ app }: Place, request: ListUsers): Promise<readonly string[]> {
  return (await app.users.list(request)).items.map(({ email }) => email);
}
