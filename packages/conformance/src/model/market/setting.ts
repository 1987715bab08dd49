import type { Setting } from '../fixture.ts';

/** Few of each, so that commands meet. */
export const USERNAMES: readonly string[] = ['alice_01', 'bob_0002', 'carol_03'];
export const EMAILS: readonly string[] = ['alice@example.com', 'bob@example.com', 'carol@example.com'];
export const KEYS: readonly string[] = ['key-1', 'key-2', 'key-3'];
/** The first is traded in fractions, the second in whole units and not fewer than two, and the last does not exist. */
export const ASSET_IDS: readonly string[] = ['GOLD', 'SHARE', 'NONE'];

/** A small catalogue, a rate, and a first user with cash in two currencies. */
export const SETTING: Setting = {
  usernames: USERNAMES,
  pricedAssetIds: [],
  requests: [
    { kind: 'createAsset', assetId: 'GOLD', price: 501_234n, decimals: 8, minUnits: 0n },
    { kind: 'createAsset', assetId: 'SHARE', price: 30_005n, decimals: 0, minUnits: 200_000_000n },
    { kind: 'createUser', username: 'alice_01', email: 'alice@example.com' },
    { kind: 'deposit', username: 'alice_01', cents: 100_000n },
    { kind: 'setRate', base: 'EUR', rate: 11_000n },
    { kind: 'convert', username: 'alice_01', from: 'USD', cents: 20_000n },
  ],
};
