import type { Orderfolio } from '@orderfolio/domain';

/** A new user with some cash. */
export async function openAccount(app: Orderfolio, username: string, cash = '1000000.00'): Promise<void> {
  await app.users.create({
    username,
    email: `${username}@example.com`,
    firstName: 'Alice',
    lastName: 'Larsson',
    passwordHash: 'not-a-password',
  });
  await app.funds.deposit({ username, amount: cash });
}

/** An asset that can be traded, at a price. */
export async function listAsset(app: Orderfolio, assetId = 'BTC', priceUsd = '50000.00'): Promise<void> {
  await app.assets.create({ assetId, name: `Asset ${assetId}`, category: 'major', priceUsd });
}
