import fc from 'fast-check';
import { isRepeatable, type Request, withOtherBody } from './requests.ts';
import { ASSET_IDS, EMAILS, KEYS, USERNAMES } from './setting.ts';
import type { World } from './world.ts';

/** A generated command. Some depend on what the commands before have left. */
export type Action =
  | Request
  /** Ends one of the stored cash rows, or one that does not exist. */
  | { readonly kind: 'settle'; readonly how: 'complete' | 'fail' | 'cancel'; readonly pick: number }
  /** Sends an earlier command with a key again: as it was, in another spelling, or with another body. */
  | { readonly kind: 'repeat'; readonly how: 'same' | 'respelled' | 'changed'; readonly pick: number }
  /** Adjusts a holding down to nothing, or just beside it. */
  | WriteOff;

interface WriteOff {
  readonly kind: 'writeOff';
  readonly username: string;
  readonly assetId: string;
  readonly beside: bigint;
  readonly key: string | undefined;
}

const UNKNOWN_ID = '00000000000000000000000000';

/** The action as a command. Undefined if there is nothing to repeat yet. */
export function requestOf(action: Action, world: World): Request | undefined {
  if (action.kind === 'settle') return settlementOf(action, world);
  if (action.kind === 'repeat') return repetitionOf(action, world);
  if (action.kind === 'writeOff') return writeOffOf(action, world);
  return action;
}

function settlementOf({ how, pick }: Extract<Action, { kind: 'settle' }>, { rows }: World): Request {
  const newestFirst = [...rows].reverse();
  const pendingFirst = [...newestFirst.filter((row) => row.isPending), ...newestFirst.filter((row) => !row.isPending)];
  const { username, transactionId, target } = pendingFirst[pick] ?? {
    username: 'alice_01',
    transactionId: UNKNOWN_ID,
    target: undefined,
  };
  return { kind: how, username, transactionId, target };
}

function writeOffOf({ username, assetId, beside, key }: WriteOff, { history }: World): Request | undefined {
  const units = (history.now.accounts.get(username)?.holdings.get(assetId) ?? 0n) + beside;
  return units === 0n ? undefined : { kind: 'adjustHolding', username, assetId, units: -units, key, spelling: 'plain' };
}

function repetitionOf({ how, pick }: Extract<Action, { kind: 'repeat' }>, { history }: World): Request | undefined {
  const keyed = history.requests.filter(isRepeatable).filter(({ key }) => key !== undefined);
  const earlier = keyed.at(-1 - (pick % Math.max(1, keyed.length)));
  if (earlier === undefined || how === 'same') return earlier;
  return how === 'changed' ? withOtherBody(earlier) : { ...earlier, spelling: 'padded' };
}

// The run begins with the first user, and most commands should be about that user.
const username = fc.oneof(
  { weight: 4, arbitrary: fc.constant(USERNAMES[0] ?? '') },
  { weight: 2, arbitrary: fc.constantFrom(...USERNAMES) },
);
const key = fc.option(fc.constantFrom(...KEYS), { nil: undefined });
const spelling = fc.constantFrom('plain', 'plain', 'padded');
const cents = fc.bigInt({ min: 1n, max: 80_000n });
const assetId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GOLD', 'SHARE') },
  { weight: 1, arbitrary: fc.constantFrom(...ASSET_IDS) },
);
const WHOLE = 100_000_000n;
const units = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 12n }).map((whole) => whole * WHOLE) },
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 5n * WHOLE }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 20_000n }) },
);
const newPrice = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 1n, max: 2_000_000n }) },
  { weight: 1, arbitrary: fc.constant(0n) },
);

const transfer = fc.record({
  kind: fc.constantFrom('deposit', 'withdraw'),
  username,
  cents,
  pending: fc.boolean(),
  key,
  spelling,
});
const adjustment = fc.record({
  kind: fc.constant('adjust'),
  username,
  cents: fc.tuple(fc.boolean(), cents).map(([isUp, amount]) => (isUp ? amount : -amount)),
  key,
  spelling,
});
const worth = fc.record({ cents: fc.bigInt({ min: 0n, max: 60_000n }) });
const size = fc.oneof({ weight: 3, arbitrary: units }, { weight: 1, arbitrary: worth });
const trade = fc.record({ kind: fc.constantFrom('buy', 'sell'), username, assetId, units: size, key, spelling });
const tradeOfAll = fc.record({
  kind: fc.constantFrom('sell', 'sell', 'sell', 'sell', 'sell', 'buy'),
  username,
  assetId,
  units: fc.constant('ALL'),
  key,
  spelling,
});
const move = fc.record({
  kind: fc.constantFrom('transferIn', 'transferIn', 'transferOut'),
  username,
  assetId,
  units,
  key,
  spelling,
});
const holdingAdjustment = fc.record({
  kind: fc.constant('adjustHolding'),
  username,
  assetId,
  units: fc.tuple(fc.boolean(), units).map(([isUp, quantity]) => (isUp ? quantity : -quantity)),
  key,
  spelling,
});
const writeOff = fc.record({
  kind: fc.constant('writeOff'),
  username,
  assetId,
  beside: fc.constantFrom(0n, 0n, 0n, 1n, -1n),
  key,
});
const settlement = fc.record({
  kind: fc.constant('settle'),
  how: fc.constantFrom('complete', 'fail', 'cancel'),
  pick: fc.nat({ max: 3 }),
});
const repetition = fc.record({
  kind: fc.constant('repeat'),
  how: fc.constantFrom('same', 'same', 'respelled', 'changed'),
  pick: fc.nat({ max: 3 }),
});

/** Every kind of command, the frequent ones often. */
export const actions: readonly fc.Arbitrary<Action>[] = [
  transfer,
  transfer,
  trade,
  trade,
  settlement,
  repetition,
  adjustment,
  tradeOfAll,
  move,
  holdingAdjustment,
  writeOff,
  fc.record({
    kind: fc.constant('createUser'),
    username: fc.constantFrom(...USERNAMES),
    email: fc.constantFrom(...EMAILS),
  }),
  fc.record({ kind: fc.constant('setPrice'), assetId, price: newPrice }),
  fc.record({ kind: fc.constant('setScale'), assetId, decimals: fc.constantFrom(0, 2, 8) }),
  fc.record({ kind: fc.constantFrom('activate', 'deactivate'), assetId }),
];
