import type { Request } from './requests.ts';

/** Few of each, so that commands meet. */
export const USERNAMES: readonly string[] = ['alice_01', 'bob_0002'];
export const KEYS: readonly string[] = ['key-1', 'key-2', 'key-3'];
/** One that is traded in fractions, one in whole units and not fewer than two; the sequences also ask for NONE. */
export const ASSET_IDS: readonly string[] = ['GOLD', 'SHARE'];

/** Who owns the orders that nothing can end. */
export const STRANGER = 'mallory_1';
const WHOLE = 100_000_000n;
export const STRANGERS_UNITS = WHOLE;

/** What is there before a sequence begins: two users who have something to hold, of both kinds. */
export const SETTING: readonly Request[] = [
  { kind: 'createAsset', assetId: 'GOLD', price: 500_000n, decimals: 8, minUnits: 0n },
  { kind: 'createAsset', assetId: 'SHARE', price: 30_005n, decimals: 0, minUnits: 2n * WHOLE },
  ...USERNAMES.flatMap((username): Request[] => [
    { kind: 'createUser', username },
    { kind: 'deposit', username, cents: 300_000n },
    { kind: 'place', username, type: 'MARKET_BUY', assetId: 'GOLD', units: 30n * WHOLE },
    { kind: 'place', username, type: 'MARKET_BUY', assetId: 'SHARE', units: 90n * WHOLE },
  ]),
];
