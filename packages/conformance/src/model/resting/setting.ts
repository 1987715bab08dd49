import type { Setting } from '../fixture.ts';
import type { Request } from '../requests.ts';

/** Few of each, so that commands meet. */
export const USERNAMES: readonly string[] = ['alice_01', 'bob_0002'];
export const KEYS: readonly string[] = ['key-1', 'key-2', 'key-3'];
/** The first is traded in fractions, the second in whole units and not fewer than two. The sequences also ask for NONE. */
export const ASSET_IDS: readonly string[] = ['GOLD', 'SHARE'];

const WHOLE = 100_000_000n;

/** Two users who have something to hold, cash and assets. */
export const SETTING: Setting = {
  usernames: USERNAMES,
  pricedAssetIds: ASSET_IDS,
  requests: [
    { kind: 'createAsset', assetId: 'GOLD', price: 500_000n, decimals: 8, minUnits: 0n },
    { kind: 'createAsset', assetId: 'SHARE', price: 30_005n, decimals: 0, minUnits: 2n * WHOLE },
    ...USERNAMES.flatMap((username): Request[] => [
      { kind: 'createUser', username, email: `${username}@example.com` },
      { kind: 'deposit', username, cents: 300_000n },
      { kind: 'place', username, type: 'MARKET_BUY', assetId: 'GOLD', units: 30n * WHOLE },
      { kind: 'place', username, type: 'MARKET_BUY', assetId: 'SHARE', units: 90n * WHOLE },
    ]),
  ],
};
